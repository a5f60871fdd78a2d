<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
  <context>
    <name>AgreeBox</name>
    <message numerus="yes">
      <source>Kept with the date, %Ln people and the file name.</source>
      <translation>
        <numerusform>Kept with the date, %Ln person and the file name.</numerusform>
        <numerusform>Kept with the date, %Ln people and the file name.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>AllGood</name>
    <message numerus="yes">
      <source>Everything looks good. %Ln messages are ready.</source>
      <translation>
        <numerusform>Everything looks good. %Ln message is ready.</numerusform>
        <numerusform>Everything looks good. %Ln messages are ready.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>AttentionButton</name>
    <message numerus="yes">
      <source>%Ln need attention</source>
      <translation>
        <numerusform>%Ln needs attention</numerusform>
        <numerusform>%Ln need attention</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>AttentionCard</name>
    <message numerus="yes">
      <source>Show %Ln more</source>
      <translation>
        <numerusform>Show %Ln more</numerusform>
        <numerusform>Show %Ln more</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Banner</name>
    <message numerus="yes">
      <source>%Ln messages are waiting for it.</source>
      <translation>
        <numerusform>%Ln message is waiting for it.</numerusform>
        <numerusform>%Ln messages are waiting for it.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln messages are waiting for it. Is it switched on, charged and on Wi-Fi?</source>
      <translation>
        <numerusform>%Ln message is waiting for it. Is it switched on, charged and on Wi-Fi?</numerusform>
        <numerusform>%Ln messages are waiting for it. Is it switched on, charged and on Wi-Fi?</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln messages are waiting for them.</source>
      <translation>
        <numerusform>%Ln message is waiting for them.</numerusform>
        <numerusform>%Ln messages are waiting for them.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln phones stopped answering</source>
      <translation>
        <numerusform>%Ln phone stopped answering</numerusform>
        <numerusform>%Ln phones stopped answering</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Move %Ln messages…</source>
      <translation>
        <numerusform>Move %Ln message…</numerusform>
        <numerusform>Move %Ln messages…</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Move %Ln…</source>
      <translation>
        <numerusform>Move %Ln…</numerusform>
        <numerusform>Move %Ln…</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>BellButton</name>
    <message numerus="yes">
      <source>Alerts, %Ln new</source>
      <translation>
        <numerusform>Alerts, %Ln new</numerusform>
        <numerusform>Alerts, %Ln new</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Bulk</name>
    <message numerus="yes">
      <source>%Ln SMS</source>
      <translation>
        <numerusform>%Ln SMS</numerusform>
        <numerusform>%Ln SMS</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln already handed over, may still go out</source>
      <translation>
        <numerusform>%Ln already handed over, may still go out</numerusform>
        <numerusform>%Ln already handed over, may still go out</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln are not confirmed</source>
      <translation>
        <numerusform>%Ln is not confirmed</numerusform>
        <numerusform>%Ln are not confirmed</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln are not confirmed, you decide</source>
      <translation>
        <numerusform>%Ln is not confirmed, you decide</numerusform>
        <numerusform>%Ln are not confirmed, you decide</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln are on phones that may send them when they wake, even at night: {phones}.</source>
      <translation>
        <numerusform>%Ln is on a phone that may send it when it wakes, even at night: {phones}.</numerusform>
        <numerusform>%Ln are on phones that may send them when they wake, even at night: {phones}.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln are on phones that may send them when they wake: {phones}.</source>
      <translation>
        <numerusform>%Ln is on a phone that may send it when it wakes: {phones}.</numerusform>
        <numerusform>%Ln are on phones that may send them when they wake: {phones}.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln are on {phone} and may go out when it wakes, even at night.</source>
      <translation>
        <numerusform>%Ln is on {phone} and may go out when it wakes, even at night.</numerusform>
        <numerusform>%Ln are on {phone} and may go out when it wakes, even at night.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln are on {phone} and may go out when it wakes.</source>
      <translation>
        <numerusform>%Ln is on {phone} and may go out when it wakes.</numerusform>
        <numerusform>%Ln are on {phone} and may go out when it wakes.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln are sent or failed and stay in the list.</source>
      <translation>
        <numerusform>%Ln is sent or failed and stays in the list.</numerusform>
        <numerusform>%Ln are sent or failed and stay in the list.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln bad numbers</source>
      <translation>
        <numerusform>%Ln bad number</numerusform>
        <numerusform>%Ln bad numbers</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln duplicates</source>
      <translation>
        <numerusform>%Ln duplicate</numerusform>
        <numerusform>%Ln duplicates</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln empty</source>
      <translation>
        <numerusform>%Ln empty</numerusform>
        <numerusform>%Ln empty</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln failed on our side</source>
      <translation>
        <numerusform>%Ln failed on our side</numerusform>
        <numerusform>%Ln failed on our side</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln failed ones not counted</source>
      <translation>
        <numerusform>%Ln failed one not counted</numerusform>
        <numerusform>%Ln failed ones not counted</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln had a text this week</source>
      <translation>
        <numerusform>%Ln had a text this week</numerusform>
        <numerusform>%Ln had a text this week</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln hidden</source>
      <translation>
        <numerusform>%Ln hidden</numerusform>
        <numerusform>%Ln hidden</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln messages</source>
      <translation>
        <numerusform>%Ln message</numerusform>
        <numerusform>%Ln messages</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln messages an hour</source>
      <translation>
        <numerusform>%Ln message an hour</numerusform>
        <numerusform>%Ln messages an hour</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln messages are not confirmed</source>
      <translation>
        <numerusform>%Ln message is not confirmed</numerusform>
        <numerusform>%Ln messages are not confirmed</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln messages are queued again.</source>
      <translation>
        <numerusform>%Ln message is queued again.</numerusform>
        <numerusform>%Ln messages are queued again.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln messages are too long</source>
      <translation>
        <numerusform>%Ln message is too long</numerusform>
        <numerusform>%Ln messages are too long</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln messages need 2 SMS or more</source>
      <translation>
        <numerusform>%Ln message needs 2 SMS or more</numerusform>
        <numerusform>%Ln messages need 2 SMS or more</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln messages that you stopped go out after all. Replies are read first.</source>
      <translation>
        <numerusform>%Ln message that you stopped goes out after all. Replies are read first.</numerusform>
        <numerusform>%Ln messages that you stopped go out after all. Replies are read first.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln messages wait.</source>
      <translation>
        <numerusform>%Ln message waits.</numerusform>
        <numerusform>%Ln messages wait.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln messages went out not long ago</source>
      <translation>
        <numerusform>%Ln message went out not long ago</numerusform>
        <numerusform>%Ln messages went out not long ago</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln messages would go out in quiet hours. People may be asleep.</source>
      <translation>
        <numerusform>%Ln message would go out in quiet hours. People may be asleep.</numerusform>
        <numerusform>%Ln messages would go out in quiet hours. People may be asleep.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln never reached their phone</source>
      <translation>
        <numerusform>%Ln never reached their phone</numerusform>
        <numerusform>%Ln never reached their phone</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln opted out</source>
      <translation>
        <numerusform>%Ln opted out</numerusform>
        <numerusform>%Ln opted out</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln people</source>
      <translation>
        <numerusform>%Ln person</numerusform>
        <numerusform>%Ln people</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln people asked not to be texted</source>
      <translation>
        <numerusform>%Ln person asked not to be texted</numerusform>
        <numerusform>%Ln people asked not to be texted</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln people asked not to be texted.</source>
      <translation>
        <numerusform>%Ln person asked not to be texted.</numerusform>
        <numerusform>%Ln people asked not to be texted.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln people get two different messages</source>
      <translation>
        <numerusform>%Ln person gets two different messages</numerusform>
        <numerusform>%Ln people get two different messages</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln people get two messages</source>
      <translation>
        <numerusform>%Ln person gets two messages</numerusform>
        <numerusform>%Ln people get two messages</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln phones</source>
      <translation>
        <numerusform>%Ln phone</numerusform>
        <numerusform>%Ln phones</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln rows</source>
      <translation>
        <numerusform>%Ln row</numerusform>
        <numerusform>%Ln rows</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln rows are hidden</source>
      <translation>
        <numerusform>%Ln row is hidden</numerusform>
        <numerusform>%Ln rows are hidden</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln rows are ready</source>
      <translation>
        <numerusform>%Ln row is ready</numerusform>
        <numerusform>%Ln rows are ready</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln rows have a landline</source>
      <translation>
        <numerusform>%Ln row has a landline</numerusform>
        <numerusform>%Ln rows have a landline</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln rows have no number</source>
      <translation>
        <numerusform>%Ln row has no number</numerusform>
        <numerusform>%Ln rows have no number</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln rows have no usable number</source>
      <translation>
        <numerusform>%Ln row has no usable number</numerusform>
        <numerusform>%Ln rows have no usable number</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln rows hold an error</source>
      <translation>
        <numerusform>%Ln row holds an error</numerusform>
        <numerusform>%Ln rows hold an error</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln rows lack a field of the message</source>
      <translation>
        <numerusform>%Ln row lacks a field of the message</numerusform>
        <numerusform>%Ln rows lack a field of the message</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln rows of this file are left out for that.</source>
      <translation>
        <numerusform>%Ln row of this file is left out for that.</numerusform>
        <numerusform>%Ln rows of this file are left out for that.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln rows repeat an earlier message</source>
      <translation>
        <numerusform>%Ln row repeats an earlier message</numerusform>
        <numerusform>%Ln rows repeat an earlier message</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln rows use your words for an empty field</source>
      <translation>
        <numerusform>%Ln row uses your words for an empty field</numerusform>
        <numerusform>%Ln rows use your words for an empty field</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln seconds</source>
      <translation>
        <numerusform>%Ln second</numerusform>
        <numerusform>%Ln seconds</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln sent not long ago</source>
      <translation>
        <numerusform>%Ln sent not long ago</numerusform>
        <numerusform>%Ln sent not long ago</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln skipped by you</source>
      <translation>
        <numerusform>%Ln skipped by you</numerusform>
        <numerusform>%Ln skipped by you</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln too long</source>
      <translation>
        <numerusform>%Ln too long</numerusform>
        <numerusform>%Ln too long</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln went out without a delivery receipt.</source>
      <translation>
        <numerusform>%Ln went out without a delivery receipt.</numerusform>
        <numerusform>%Ln went out without a delivery receipt.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln went out; their receipts may still come.</source>
      <translation>
        <numerusform>%Ln went out; its receipt may still come.</numerusform>
        <numerusform>%Ln went out; their receipts may still come.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln were already handed over and may still go out.</source>
      <translation>
        <numerusform>%Ln was already handed over and may still go out.</numerusform>
        <numerusform>%Ln were already handed over and may still go out.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln were not sent</source>
      <translation>
        <numerusform>%Ln was not sent</numerusform>
        <numerusform>%Ln were not sent</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln with a field missing</source>
      <translation>
        <numerusform>%Ln with a field missing</numerusform>
        <numerusform>%Ln with a field missing</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln with an error in a cell</source>
      <translation>
        <numerusform>%Ln with an error in a cell</numerusform>
        <numerusform>%Ln with an error in a cell</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln won’t be sent.</source>
      <translation>
        <numerusform>%Ln won’t be sent.</numerusform>
        <numerusform>%Ln won’t be sent.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>All sent, %Ln failed</source>
      <translation>
        <numerusform>All sent, %Ln failed</numerusform>
        <numerusform>All sent, %Ln failed</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Finished, %Ln failed</source>
      <translation>
        <numerusform>Finished, %Ln failed</numerusform>
        <numerusform>Finished, %Ln failed</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Nothing is lost: %Ln messages wait on this computer.</source>
      <translation>
        <numerusform>Nothing is lost: %Ln message waits on this computer.</numerusform>
        <numerusform>Nothing is lost: %Ln messages wait on this computer.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Ready when the %Ln are checked.</source>
      <translation>
        <numerusform>Ready when it is checked.</numerusform>
        <numerusform>Ready when the %Ln are checked.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Retry %Ln</source>
      <translation>
        <numerusform>Retry %Ln</numerusform>
        <numerusform>Retry %Ln</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Retry %Ln failed</source>
      <translation>
        <numerusform>Retry %Ln failed</numerusform>
        <numerusform>Retry %Ln failed</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Retry %Ln…</source>
      <translation>
        <numerusform>Retry %Ln…</numerusform>
        <numerusform>Retry %Ln…</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Saved %Ln rows as {file}.</source>
      <translation>
        <numerusform>Saved %Ln row as {file}.</numerusform>
        <numerusform>Saved %Ln rows as {file}.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Send %Ln messages</source>
      <translation>
        <numerusform>Send %Ln message</numerusform>
        <numerusform>Send %Ln messages</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Send %Ln messages again?</source>
      <translation>
        <numerusform>Send %Ln message again?</numerusform>
        <numerusform>Send %Ln messages again?</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Sending %Ln messages in</source>
      <translation>
        <numerusform>Sending %Ln message in</numerusform>
        <numerusform>Sending %Ln messages in</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Show %Ln</source>
      <translation>
        <numerusform>Show %Ln</numerusform>
        <numerusform>Show %Ln</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Somebody may have asked not to be texted since replies were last read, and would get a text all the same. %Ln messages wait.</source>
      <translation>
        <numerusform>Somebody may have asked not to be texted since replies were last read, and would get a text all the same. %Ln message waits.</numerusform>
        <numerusform>Somebody may have asked not to be texted since replies were last read, and would get a text all the same. %Ln messages wait.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>The %Ln that were under way</source>
      <translation>
        <numerusform>The message that was under way</numerusform>
        <numerusform>The %Ln that were under way</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>You fixed %Ln rows</source>
      <translation>
        <numerusform>You fixed %Ln row</numerusform>
        <numerusform>You fixed %Ln rows</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>You skipped %Ln rows</source>
      <translation>
        <numerusform>You skipped %Ln row</numerusform>
        <numerusform>You skipped %Ln rows</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>to %Ln people</source>
      <translation>
        <numerusform>to %Ln person</numerusform>
        <numerusform>to %Ln people</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{phone} is offline. Its %Ln messages wait until it is back.</source>
      <translation>
        <numerusform>{phone} is offline. Its %Ln message waits until it is back.</numerusform>
        <numerusform>{phone} is offline. Its %Ln messages wait until it is back.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{phone} was never seen. Its %Ln messages wait for its first contact.</source>
      <translation>
        <numerusform>{phone} was never seen. Its %Ln message waits for its first contact.</numerusform>
        <numerusform>{phone} was never seen. Its %Ln messages wait for its first contact.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{sms}, because %Ln messages are long</source>
      <translation>
        <numerusform>{sms}, because %Ln message is long</numerusform>
        <numerusform>{sms}, because %Ln messages are long</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>BulkTab</name>
    <message numerus="yes">
      <source>%Ln rows</source>
      <translation>
        <numerusform>%Ln row</numerusform>
        <numerusform>%Ln rows</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>CameBack</name>
    <message numerus="yes">
      <source>%Ln messages wait for it.</source>
      <translation>
        <numerusform>%Ln message waits for it.</numerusform>
        <numerusform>%Ln messages wait for it.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>CheckStep</name>
    <message numerus="yes">
      <source>Skip all %Ln</source>
      <translation>
        <numerusform>Skip %Ln</numerusform>
        <numerusform>Skip all %Ln</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Use %Ln suggestions</source>
      <translation>
        <numerusform>Use %Ln suggestion</numerusform>
        <numerusform>Use %Ln suggestions</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>DevicesTab</name>
    <message numerus="yes">
      <source>%Ln more phones are in the list</source>
      <translation>
        <numerusform>%Ln more phone is in the list</numerusform>
        <numerusform>%Ln more phones are in the list</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Hide %Ln phones again</source>
      <translation>
        <numerusform>Hide %Ln phone again</numerusform>
        <numerusform>Hide %Ln phones again</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Show %Ln hidden phones</source>
      <translation>
        <numerusform>Show %Ln hidden phone</numerusform>
        <numerusform>Show %Ln hidden phones</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Found</name>
    <message numerus="yes">
      <source>%Ln numbers have no country code.</source>
      <translation>
        <numerusform>%Ln number has no country code.</numerusform>
        <numerusform>%Ln numbers have no country code.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>GroupActions</name>
    <message numerus="yes">
      <source>%Ln phones chosen</source>
      <translation>
        <numerusform>%Ln phone chosen</numerusform>
        <numerusform>%Ln phones chosen</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Launch</name>
    <message numerus="yes">
      <source>%Ln messages of “{name}” still wait on this computer. They go out only while SMS Desk runs.</source>
      <translation>
        <numerusform>%Ln message of “{name}” still waits on this computer. It goes out only while SMS Desk runs.</numerusform>
        <numerusform>%Ln messages of “{name}” still wait on this computer. They go out only while SMS Desk runs.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln messages of “{name}” wait on this computer for {day}, {time}. They go out only while SMS Desk runs; when it is opened after that, it asks first.</source>
      <translation>
        <numerusform>%Ln message of “{name}” waits on this computer for {day}, {time}. It goes out only while SMS Desk runs; when it is opened after that, it asks first.</numerusform>
        <numerusform>%Ln messages of “{name}” wait on this computer for {day}, {time}. They go out only while SMS Desk runs; when it is opened after that, it asks first.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>MoveBox</name>
    <message numerus="yes">
      <source>%Ln more were handed over already: they can’t be moved and may still go out there.</source>
      <translation>
        <numerusform>%Ln more was handed over already: it can’t be moved and may still go out there.</numerusform>
        <numerusform>%Ln more were handed over already: they can’t be moved and may still go out there.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln phones</source>
      <translation>
        <numerusform>%Ln phone</numerusform>
        <numerusform>%Ln phones</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Move %Ln messages</source>
      <translation>
        <numerusform>Move %Ln message</numerusform>
        <numerusform>Move %Ln messages</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Move %Ln messages from {name} to</source>
      <translation>
        <numerusform>Move %Ln message from {name} to</numerusform>
        <numerusform>Move %Ln messages from {name} to</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Mover</name>
    <message numerus="yes">
      <source>%Ln messages moved to {name}.</source>
      <translation>
        <numerusform>%Ln message moved to {name}.</numerusform>
        <numerusform>%Ln messages moved to {name}.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln were already handed over and may still go out there.</source>
      <translation>
        <numerusform>%Ln was already handed over and may still go out there.</numerusform>
        <numerusform>%Ln were already handed over and may still go out there.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>PhoneCard</name>
    <message numerus="yes">
      <source>%Ln messages sent today</source>
      <translation>
        <numerusform>%Ln message sent today</numerusform>
        <numerusform>%Ln messages sent today</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>PhonePreview</name>
    <message numerus="yes">
      <source>%Ln SMS</source>
      <translation>
        <numerusform>%Ln SMS</numerusform>
        <numerusform>%Ln SMS</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln characters</source>
      <translation>
        <numerusform>%Ln character</numerusform>
        <numerusform>%Ln characters</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>PickUp</name>
    <message numerus="yes">
      <source>%Ln left out</source>
      <translation>
        <numerusform>%Ln left out</numerusform>
        <numerusform>%Ln left out</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ReadingCard</name>
    <message numerus="yes">
      <source>%Ln rows</source>
      <translation>
        <numerusform>%Ln row</numerusform>
        <numerusform>%Ln rows</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln rows are hidden.</source>
      <translation>
        <numerusform>%Ln row is hidden.</numerusform>
        <numerusform>%Ln rows are hidden.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>SheetTabs</name>
    <message numerus="yes">
      <source>%Ln rows</source>
      <translation>
        <numerusform>%Ln row</numerusform>
        <numerusform>%Ln rows</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Side</name>
    <message numerus="yes">
      <source>%Ln phones are left out</source>
      <translation>
        <numerusform>%Ln phone is left out</numerusform>
        <numerusform>%Ln phones are left out</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln phones are used again</source>
      <translation>
        <numerusform>%Ln phone is used again</numerusform>
        <numerusform>%Ln phones are used again</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>SumLine</name>
    <message numerus="yes">
      <source>%Ln rows left out so far</source>
      <translation>
        <numerusform>%Ln row left out so far</numerusform>
        <numerusform>%Ln rows left out so far</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Today</name>
    <message numerus="yes">
      <source>%Ln sent</source>
      <translation>
        <numerusform>%Ln sent</numerusform>
        <numerusform>%Ln sent</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Most, %Ln, from {time}.</source>
      <translation>
        <numerusform>Most, %Ln, from {time}.</numerusform>
        <numerusform>Most, %Ln, from {time}.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Words</name>
    <message numerus="yes">
      <source>%Ln SMS</source>
      <translation>
        <numerusform>%Ln SMS</numerusform>
        <numerusform>%Ln SMS</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln days</source>
      <translation>
        <numerusform>%Ln day</numerusform>
        <numerusform>%Ln days</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln more phones changed</source>
      <translation>
        <numerusform>%Ln more phone changed</numerusform>
        <numerusform>%Ln more phones changed</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln phones: {state}</source>
      <translation>
        <numerusform>%Ln phone: {state}</numerusform>
        <numerusform>%Ln phones: {state}</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Old app on %Ln phones</source>
      <translation>
        <numerusform>Old app on %Ln phone</numerusform>
        <numerusform>Old app on %Ln phones</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{names} and %Ln more</source>
      <translation>
        <numerusform>{names} and %Ln more</numerusform>
        <numerusform>{names} and %Ln more</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>WritingBox</name>
    <message numerus="yes">
      <source>%Ln SMS</source>
      <translation>
        <numerusform>%Ln SMS</numerusform>
        <numerusform>%Ln SMS</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln characters</source>
      <translation>
        <numerusform>%Ln character</numerusform>
        <numerusform>%Ln characters</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>_FallbackLine</name>
    <message numerus="yes">
      <source>is empty in %Ln rows. Use this instead:</source>
      <translation>
        <numerusform>is empty in %Ln row. Use this instead:</numerusform>
        <numerusform>is empty in %Ln rows. Use this instead:</numerusform>
      </translation>
    </message>
  </context>
</TS>
