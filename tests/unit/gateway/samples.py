"""Answers as recorded or documented (gateway-api.md section 2), with neutral numbers, tokens and names."""

TOKEN = "0123456789abcdef0123456789abcdef"
GETTOKEN = b'{"error":0,"token":"0123456789abcdef0123456789abcdef","message":"OK"}'
GETTOKEN_DOC_B = b'{"error":0,"message":"OK","token":"0123456789abcdef0123456789abcdef"}'
GETTOKEN_WRONG = b'{"error":1,"message":"Login or password incorrect"}'
ADDSMS = b'{"error":0,"sms_id":22074938,"message":"Sms has been saved successfully"}'
ADDALOTOFSMS = b'{"error":0,"message":"Sms has been saved successfully"}'
GETALLSMS = (
    b'{"error":0,"smss":{"22074938":{"id":22074938,"sendto":"+491570000001","body":"Test message from API ",'
    b'"customerid":19921,"status":1,"statustitle":"New","deviceid":260,"urgent":true,'
    b'"created":{"date":"2021-07-11 13:04:46.000000","timezone_type":1,"timezone":"+02:00"},"senttime":null,'
    b'"timetosend":{"date":"2021-08-01 14:00:00.000000","timezone_type":1,"timezone":"+02:00"},'
    b'"sim":0,"paketid":null,"pakettitle":null,"paketbody":null},'
    b'"22074937":{"id":22074937,"sendto":"+491570000002","body":"x","customerid":0,"status":7,"statustitle":"Delivered",'
    b'"deviceid":260,"urgent":null,"created":{"date":"2021-07-11 11:04:46","timezone_type":3,"timezone":"UTC"},'
    b'"senttime":{"date":"2021-07-11 13:04:50.000000","timezone_type":2,"timezone":"CEST"},"timetosend":null,'
    b'"sim":1,"paketid":12,"pakettitle":"a","paketbody":"b"}},"count":2,"message":"Ok"}'
)
GETALLDEVICES = (
    b'{"count":2,"device":{"1576":{"id":1576,"title":"Phone A","number":null,"imei":"null",'
    b'"created":{"date":"2020-03-28 20:10:29.000000","timezone_type":3,"timezone":"UTC"},'
    b'"createdhumanformat":"28.03.2020 20:10:29",'
    b'"lastseen":{"date":"2020-04-23 17:02:21.000000","timezone_type":3,"timezone":"UTC"},'
    b'"lastseenhumanformat":"23.04.2020 17:02:21","serialnumber":"EMU1",'
    b'"siminfo":[{"Slot":"0","IccId":"8901","Number":" 15550000000","Roaming":"0","CountryIso":"us",'
    b'"CarrierName":"Carrier"},{"Slot":"1","IccId":"8902","Number":"","Roaming":"1","CountryIso":"de",'
    b'"CarrierName":"Other"}],"appversion":"12.1.21","isappversionactual":false,"delaybetweeneachsms":null,'
    b'"delaybetweenrequest":1,"subscription":true},"1297":{"id":"1297","title":"Phone B","lastseen":null,'
    b'"siminfo":null,"delaybetweeneachsms":5,"delaybetweenrequest":"10","subscription":0}}}'
)
GETDEVICESTATUS = (
    b'{"online":false,"error":0,"message":"OK","device_id":260,'
    b'"lastseen":{"date":"2020-08-11 16:09:53.000000","timezone_type":1,"timezone":"+02:00"},'
    b'"diffseconds":28851900,"title":"Phone B"}'
)
TELEGRAMMESSAGE = b'{"error":0,"message":"Ok"}'
"""Documented in words only: no answer was ever recorded."""
EVERY = {
    "gettoken": GETTOKEN,
    "addsms": ADDSMS,
    "addalotofsms": ADDALOTOFSMS,
    "getallsms": GETALLSMS,
    "getalldevices": GETALLDEVICES,
    "getdevicestatus": GETDEVICESTATUS,
    "telegrammessage": TELEGRAMMESSAGE,
}
