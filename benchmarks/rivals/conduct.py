"""What the people of the frozen scenario do in SimPy: standing orders, acts, journeys and news."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.rivals.due import hashes
from benchmarks.rivals.journeys import Deed, deeds_of, travel
from benchmarks.rivals.luck import frozen_document, minutes_us, pair
from benchmarks.rivals.post import NEWS, ORDERS, Post
from benchmarks.rivals.railway import Railway
from benchmarks.rivals.scene import Actor, Scene
from echelon.engine.vocabulary import Kind

When = Callable[[Actor], bool]


def hears(*facts: str) -> When:
    """Return a condition that holds for one who has heard of all these facts."""
    return lambda actor: actor.heard.issuperset(facts)


def rides(actor: Actor) -> bool:
    """Return whether somebody boards: the first train at Ostrov, the head train at Pskov."""
    return ("first_train_leaves" in actor.heard and actor.place == "ostrov") or (
        "head_passes_pskov" in actor.heard and actor.place == "pskov"
    )


CONDITIONS: dict[str, When] = {
    "cheremisov_stops_the_trains": hears("pskov_votes_no"),
    "krasnov_halts": hears("trains_stopped"),
    "krasnov_goes_to_pskov": hears("trains_stopped"),
    "woytinsky_tells_kerensky": hears("kerensky_at_pskov", "trains_stopped"),
    "woytinsky_brings_krasnov": hears("krasnov_at_pskov", "kerensky_at_pskov"),
    "kerensky_cancels_the_countermand": hears("trains_stopped"),
    "kerensky_goes_to_ostrov": hears("krasnov_at_pskov", "trains_stopped"),
    "krasnov_resumes": hears("march_resumed"),
    "cheremisov_gives_line_clear": hears("march_resumed"),
    "kerensky_orders_line_clear": hears("trains_stopped"),
    "krasnov_rides": rides,
    "kerensky_rides": rides,
    "krasnov_telegraphs": hears("head_echelons_at_gatchina"),
}
CARES_FOR = {
    "cheremisov": {"pskov_votes_no", "march_resumed"},
    "krasnov": {
        "trains_stopped",
        "march_resumed",
        "first_train_leaves",
        "head_passes_pskov",
        "head_echelons_at_gatchina",
    },
    "woytinsky": {
        "kerensky_at_pskov",
        "krasnov_at_pskov",
        "trains_stopped",
        "head_echelons_at_gatchina",
    },
    "kerensky": {"trains_stopped", "krasnov_at_pskov", "first_train_leaves", "head_passes_pskov"},
    "podvoisky": {"head_echelons_at_gatchina"},
}
HEADS = ("tenth_don", "ninth_don", "don_batteries")
ENOUGH_MEN = 300


class Order:
    """A standing order of one person in one run."""

    def __init__(self, name: str, actor: Actor) -> None:
        self.name, self.actor, self.hashes = name, actor, hashes(name)
        self.when = CONDITIONS[name]
        self.holds = self.is_overdue = self.is_given = False
        self.stirrings = 0


class Conduct:
    """The people of one run."""

    def __init__(self, scene: Scene) -> None:
        self.scene, parts = scene, frozen_document().parts
        self.post = Post(scene)
        self.railway = Railway(scene, self._men_come)
        self.men_at_goal = 0
        for name, person in parts.persons.items():
            actor = scene.actors[name] = Actor(name, person.place, is_person=True)
            actor.cares_for = frozenset(CARES_FOR.get(name, ()))
        for unit in self.railway.units.values():
            scene.actors[unit.name] = unit.command
        self.orders: dict[str, list[Order]] = {name: [] for name in scene.actors}
        for name, order in parts.orders.items():
            self.orders[order.by].append(Order(name, scene.actors[order.by]))
        scene.on_arrival, scene.on_move = self._look_round, self._notice
        for name, act in parts.acts.items():
            at_us = int(scene.luck.number(f"acts.{name}.at") + 0.5)
            self._plan_act(name, scene.actors[act.by], at_us)

    def _plan_act(self, name: str, actor: Actor, at_us: int) -> None:
        def fall_due() -> None:
            self.scene.tell(Kind.ACT_FALLS_DUE, name)
            if actor.place is None:
                actor.overdue_acts.append(name)
                return
            for deed in deeds_of("acts", name):
                self._do(actor, deed)

        self.scene.then(at_us, Kind.ACT_FALLS_DUE, hashes(name), fall_due)

    def _do(self, actor: Actor, deed: Deed) -> None:
        scene, verb, luck = self.scene, deed.action.verb, pair(deed.draw, 0)
        now_us, place = scene.env.now, str(actor.place)
        if verb == "go":
            scene.then(
                now_us,
                Kind.TRAVELLER_SETS_OUT,
                actor.hashes,
                lambda: self._set_out(actor, deed),
            )
        elif verb == "tell":
            fact, receiver = deed.word("fact"), scene.actors[deed.word("actor")]
            if frozen_document().parts.facts[fact].when is None:
                self._happen(fact)
            self._hear(actor, fact)
            self._write(fact, receiver, place, luck)
        elif verb in ("open", "close"):
            station = self.railway.stations[deed.word("target")]
            self._direct(
                station, deed, place, luck, lambda: station.obey(closes=verb == "close", luck=luck)
            )
        else:
            unit = self.railway.units[deed.word("unit")]
            self._direct(
                unit.command,
                deed,
                place,
                luck,
                lambda: unit.consider(verb, luck, now_us, deed.name),
            )

    def _direct(
        self, receiver: Actor, deed: Deed, place: str, luck: int, obey: Callable[[], None]
    ) -> None:
        """Write an order; its receiver decides about it after whatever else is heard then."""
        scene = self.scene

        def read() -> None:
            scene.then(scene.env.now, Kind.DIRECTIVE_REACHES, receiver.hashes, obey, luck)

        self.post.hand_in(deed.name, receiver, place, luck, ORDERS, read)

    def _happen(self, fact: str) -> None:
        """Let a fact happen: those who are there see it, and it is reported."""
        scene, entry = self.scene, frozen_document().parts.facts[fact]
        if fact in scene.happened:
            return
        scene.happened[fact] = scene.env.now
        scene.tell(Kind.FACT_HAPPENS, fact)
        if entry.at is None:
            return
        for actor in scene.actors.values():
            if actor.place == entry.at:
                self._hear(actor, fact)
        for name in entry.reported_to:
            receiver = scene.actors[name]
            if receiver.place != entry.at:
                luck = pair(hashes(fact).draw, receiver.hashes.draw)
                self._write(fact, receiver, entry.at, luck)

    def _write(self, fact: str, receiver: Actor, place: str, luck: int) -> None:
        self.post.hand_in(fact, receiver, place, luck, NEWS, lambda: self._hear(receiver, fact))

    def _hear(self, actor: Actor, fact: str) -> None:
        """Let somebody hear of a fact, if it matters to anything that person would do."""
        if fact not in actor.cares_for or fact in actor.heard:
            return
        actor.heard.add(fact)
        self.scene.tell(Kind.FACT_LEARNT, actor.name, fact)
        if fact == "head_echelons_at_gatchina" and actor.name == "woytinsky":
            self._happen("gatchina_known_at_pskov")
        elif fact == "head_echelons_at_gatchina" and actor.name == "podvoisky":
            self._happen("gatchina_known_at_smolny")
        self._look_at_orders(actor)

    def _notice(self, actor: Actor) -> None:
        """Look at what depends on where somebody is."""
        at = {name: self.scene.actors[name].place for name in ("kerensky", "krasnov", *HEADS)}
        if at["kerensky"] == "pskov":
            self._happen("kerensky_at_pskov")
        if at["krasnov"] == "pskov" and "first_train_leaves" not in self.scene.happened:
            self._happen("krasnov_at_pskov")
        if at["kerensky"] == at["krasnov"] == "ostrov":
            self._happen("they_reach_ostrov")
        if any(at[head] != "ostrov" for head in HEADS):
            self._happen("first_train_leaves")
        if any(at[head] == "pskov" for head in HEADS):
            self._happen("head_passes_pskov")
        self._look_at_orders(actor)

    def _men_come(self, men: int) -> None:
        self.men_at_goal += men
        if self.men_at_goal >= 1:
            self._happen("head_detrains")
        if self.men_at_goal >= ENOUGH_MEN:
            self._happen("head_echelons_at_gatchina")

    def _look_at_orders(self, actor: Actor) -> None:
        """Let orders stir whose condition has become true, and lapse where it has ceased."""
        for order in self.orders[actor.name]:
            if order.is_given or order.when(actor) == order.holds:
                continue
            order.holds = not order.holds
            order.stirrings += 1
            if not order.holds:
                self.scene.tell(Kind.ORDER_LAPSES, order.name)
                order.is_overdue = False
                continue
            self.scene.tell(Kind.ORDER_STIRS, order.name)
            delay_min = self.scene.luck.number(f"orders.{order.name}.delay_min")
            self._plan_order(order, self.scene.env.now + minutes_us(delay_min))

    def _plan_order(self, order: Order, when_us: int) -> None:
        stirring = order.stirrings

        def ripen() -> None:
            if stirring == order.stirrings:
                self._ripen(order)

        self.scene.then(when_us, Kind.ORDER_RIPENS, order.hashes, ripen)

    def _ripen(self, order: Order) -> None:
        """Carry out an order, or put it off while its author is between places."""
        scene, actor = self.scene, order.actor
        scene.tell(Kind.ORDER_RIPENS, order.name)
        order.is_overdue = actor.place is None
        if order.is_overdue:
            scene.tell(Kind.ORDER_WITHHELD, order.name)
            return
        order.is_given = True
        obedience = scene.luck.number(f"orders.{order.name}.obedience")
        if scene.luck.threshold(order.hashes.draw) >= obedience:
            scene.tell(Kind.ORDER_NEGLECTED, order.name)
            return
        for deed in deeds_of("orders", order.name):
            self._do(actor, deed)

    def _look_round(self, actor: Actor) -> None:
        """Let somebody who has come to a place learn what happened and read what lies there."""
        for fact in [*self.scene.happened]:
            if frozen_document().parts.facts[fact].at == actor.place:
                self._hear(actor, fact)
        self.post.collect(actor)
        acts, actor.overdue_acts = actor.overdue_acts, []
        for act in acts:
            self._plan_act(act, actor, self.scene.env.now)
        for order in self.orders[actor.name]:
            if order.is_overdue:
                order.is_overdue = False
                self._plan_order(order, self.scene.env.now)

    def _set_out(self, actor: Actor, deed: Deed) -> None:
        """Let somebody begin a journey, with a companion who is there too."""
        self.scene.tell(Kind.TRAVELLER_SETS_OUT, actor.name)
        actor.journey = deed
        if actor.place is None:
            return
        companion = self.scene.actors.get(str(deed.action.arguments.get("companion")))
        if companion is not None and companion.place == actor.place:
            companion.journey = deed
            self.scene.env.process(travel(self.scene, companion, deed))
        self.scene.env.process(travel(self.scene, actor, deed))
