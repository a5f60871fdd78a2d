"""The owner's rules for a SIM: what an SMS costs there, and how many may go out a day."""

from dataclasses import dataclass
from decimal import Decimal

from desktop_app.store.connection import Connection, Database, Touched

_MILLI = Decimal(1000)


@dataclass(frozen=True)
class SimRule:
    """What is agreed with the carrier; None is not said."""

    price: Decimal | None = None
    """Of one SMS in the owner's currency, to a thousandth; 0 is "included in my plan"."""
    a_day: int | None = None
    """SMS a day, by this computer's midnight."""


class SimRules:
    """Rules by phone and slot."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> dict[tuple[int, int], SimRule]:
        """Every rule, by the phone's id and the slot (from 0)."""

        def read(connection: Connection) -> dict[tuple[int, int], SimRule]:
            rows = connection.execute("SELECT device_id, sim, price_milli, a_day FROM sim_rule")
            return {(row["device_id"], row["sim"]): SimRule(_price(row["price_milli"]), row["a_day"]) for row in rows}

        return await self._database.read(read)

    async def put(self, device_id: int, sim: int, rule: SimRule) -> None:
        """Keep a rule; one that says nothing is taken away."""

        def work(connection: Connection, touched: Touched) -> None:
            connection.execute("DELETE FROM sim_rule WHERE device_id = ? AND sim = ?", (device_id, sim))
            if rule != SimRule():
                milli = None if rule.price is None else int((rule.price * _MILLI).to_integral_value())
                connection.execute(
                    "INSERT INTO sim_rule (device_id, sim, price_milli, a_day) VALUES (?, ?, ?, ?)",
                    (device_id, sim, milli, rule.a_day),
                )
            touched.devices = True

        await self._database.write(work)


def _price(milli: int | None) -> Decimal | None:
    return None if milli is None else Decimal(milli) / _MILLI
