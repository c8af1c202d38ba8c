"""The words that the bench's notes are made of; every list is drawn from with a seed.

Slots of colour are many, so that a sentence is seldom seen twice: a desk's archive repeats its
disclaimers, not its prose.
"""

from __future__ import annotations

HEADLINES = (
    "{a} against {b}: {what}", "{what}: what {a} holders should know", "A second look at {a}",
    "{a} and {b} after {month}", "{place} desk: {what}", "{what}, and why {a} still divides us",
    "Fund in focus: {a}", "Weekly fund letter: {what}", "{a}: {adjective} but {other}",
)  # fmt: skip
WHATS = (
    "a matter of timing", "the cost of patience", "reading the tape", "breadth under strain",
    "flows and what they hide", "a quieter leadership", "the price of safety", "late-cycle signals",
    "what carry left behind", "small print, large gaps", "rotation or relief", "the long way round",
)  # fmt: skip
HOUSES = (
    "Harbour Lane Research", "Northgate Strategy", "Alder & Finch", "Meridian Fund Letter",
    "Quayside Advisers", "Lindqvist Partners", "Bellwether Desk", "Tern Capital Notes",
)  # fmt: skip
FIRST_NAMES = (
    "Ana", "Boris", "Clara", "Devika", "Elias", "Femi", "Greta", "Hugo", "Ines", "Jonas", "Kaya",
    "Luca", "Mira", "Nadia", "Oscar", "Priya", "Quentin", "Rosa", "Sven", "Tara", "Uma", "Viktor",
)  # fmt: skip
LAST_NAMES = (
    "Abbott", "Brandt", "Castell", "Dorn", "Ekberg", "Farrow", "Gruber", "Hale", "Ibsen", "Jarvis",
    "Keller", "Lomax", "Moreau", "Novak", "Ortega", "Pryce", "Rask", "Sato", "Thorne", "Vance",
)  # fmt: skip
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
PLACES = ("Boston", "Chicago", "Dublin", "Frankfurt", "London", "Oslo", "Toronto", "Zurich")
ADJECTIVES = (
    "calm", "crowded", "resilient", "patchy", "fragile", "patient", "pricey", "quiet",
    "defensive", "cyclical", "stretched", "modest", "broad", "narrow", "steady", "restless",
)  # fmt: skip
DRIVERS = (
    "rates stay elevated", "earnings revisions flatten", "the dollar weakens", "credit widens",
    "inflation surprises again", "oil retreats", "the yield curve steepens", "growth disappoints",
    "liquidity tightens", "buybacks slow", "margins hold", "breadth narrows once more",
)  # fmt: skip
CAUSES = (
    "its sector tilts", "falling real yields", "a handful of large holdings", "cheaper oil",
    "the rebound in cyclicals", "a stronger dollar", "its low turnover", "stable earnings",
)  # fmt: skip
SUBJECTS = (
    "portfolio managers", "our allocators", "pension clients", "the family offices we speak to",
    "dealers", "model builders", "index committees", "advisers on the platform", "macro funds",
    "retail holders", "the sell side", "market makers", "insurers", "long-horizon savers",
)  # fmt: skip
VERBS = (
    "asked about", "worried over", "paid little heed to", "kept returning to", "looked past",
    "underestimated", "talked at length about", "were slow to price", "rediscovered", "shrugged at",
)  # fmt: skip
TOPICS = (
    "the spread between bid and offer", "rebalancing in thin markets", "hidden concentration",
    "the tax cost of switching", "crowding at quarter end", "valuation gaps", "index turnover",
    "the drag of cash", "sector weights", "liquidity in a sell-off", "the cost of hedging",
    "dispersion among small caps", "refinancing walls", "earnings quality", "duration risk",
)  # fmt: skip
OPENINGS = (
    "", "", "By our count, ", "Through {month}, ", "In the {sector} corner, ",
    "Late in {month}, ", "To judge by {n} calls with {place}, ", "Outside {sector}, ",
    "After {n} weeks of it, ", "Seen from {place}, ", "On day {n} of the {place} conference, ",
    "For {sector} at least, ",
)  # fmt: skip
SECTORS = (
    "utilities", "banks", "software", "energy", "health care", "staples", "semiconductors",
    "real estate", "industrials", "materials", "biotech", "media", "insurance", "retail",
)  # fmt: skip
TAILS = (
    "", "", ", much as in {month}", ", and {sector} felt it first", ", {sector} apart",
    "; {n} of our {m} meetings in {place} confirmed it", ", to the cost of {sector}",
    ", which suits {sector} more than {third}", ", or so {n} dealers in {place} told us",
    ", {sector} and {third} included", ", though {third} told another story in {month}",
    ", a point that {subject2} made {n} times", ", and {subject2} took note in {place}",
)  # fmt: skip
COLOUR = (
    "{subject} {verb} {topic}, and the mood stayed {adjective}",
    "{subject} {verb} {topic} when we met them",
    "we would call the backdrop {adjective} rather than {other}, with {topic} the open question",
    "it is hard to square {topic} with so {adjective} a market",
    "the {adjective} tone owed something to {topic}",
    "{topic} is the part of the story which {subject} {verb} least",
    "our meetings suggested a {adjective} consensus on {topic}",
    "nothing settles the argument over {topic}, which remains {adjective}",
    "holders with a {adjective} temperament may find {topic} easier to live with than {second}",
    "neither {topic} nor {second} looked {adjective} to us",
    "what troubled {subject} was less {topic} than {second}",
    "we are {adjective} on the next few weeks now that {subject} {verb} {topic}",
    "a {adjective} start gave way to doubts about {topic} and {second}",
    "for {subject}, {topic} has become a {adjective} worry",
    "conviction is {adjective}, and {second} matters more to us than {topic}",
    "good news on {topic} was met with a {adjective} shrug",
    "the disappointment was {second}, which {subject} {verb}",
    "encouragingly, {subject} {verb} {topic}, and {second} improved",
)  # fmt: skip
LEVELS_UP = (
    "{a} returned {x}% in {year}.", "In {year}, {a} gained {x}%.", "{a} rose {x}% in {year}.",
    "For calendar {year}, {a} posted a total return of {x}%.", "{a} was up {x}% in {year}.",
    "{a} delivered {x}% in {year}, dividends included.", "{a} ended {year} with a gain of {x}%.",
)  # fmt: skip
LEVELS_DOWN = (
    "{a} lost {x}% in {year}.", "In {year}, {a} fell {x}%.", "{a} was down {x}% in {year}.",
    "{a} declined {x}% in {year}, dividends included.", "{a} ended {year} with a loss of {x}%.",
)  # fmt: skip
AHEAD = (
    "{a} outperformed {b} in {year}.", "In {year}, {a} beat {b}.", "{b} trailed {a} in {year}.",
    "{a} finished {year} ahead of {b}.", "{b} lagged {a} in {year}, and not for the first time.",
    "Measured by total return, {a} did better than {b} in {year}.",
    "{a} has outperformed {b} since {since}.", "Since {since}, {a} has beaten {b}.",
    "{b} has trailed {a} since {since}, whatever its holders were told.",
    "Over the past {n} years {a} has outperformed {b}.", "{a} leads {b} over the past {n} years.",
    "Over the trailing {n}-year period, {b} lagged {a}.",
)  # fmt: skip
IN_LINE = (
    "{a} performed in line with {b} in {year}.", "In {year}, {a} matched {b}.",
    "{a} and {b} have moved in line since {since}, with {a} matching {b}.",
    "{a} has tracked close to {b} over the past {n} years.",
)  # fmt: skip
RANKS = (
    "{a} was the best of the three in {year}, ahead of {b} and {c}.",
    "Among {a}, {b} and {c}, the strongest in {year} was {a}.",
    "Of {a}, {b} and {c}, {c} was the weakest in {year}.",
)  # fmt: skip
RISKS = (
    "{a} is less volatile than {b}.",
    "{a} has been more volatile than {b} over the past {n} years.",
    "{a} suffered a deeper drawdown than {b} in {year}.",
    "{a}'s maximum drawdown in {year} was {y}%.", "In {year}, {a} drew down {y}% from its peak.",
    "{a} had a beta of about {beta} to {b} over the past {n} years.",
    "The annualized volatility of {a} was {y}% in {year}.",
    "{a} earned a higher Sharpe ratio than {b} over the past {n} years.",
)  # fmt: skip
FACTS = (
    "{a} charges {fee}% a year.", "The expense ratio of {a} is {fee}%.",
    "{a} was launched in {launched}.", "{a} tracks the {index}.",
    "{a} follows the {index} and costs {fee}% a year.", "{a} has traded since {launched}.",
)  # fmt: skip
OUTLOOKS = (
    "If {driver}, {a} could outperform {b}.",
    "We expect {a} to lag {b} over the next twelve months.",
    "Should it turn out that {driver}, we would prefer {b} to {a}.",
    "{a} may recover some ground against {b} if {driver}.",
    "Our base case is that {a} beats {b} in the coming year, unless {driver}.",
)  # fmt: skip
CAUSAL = (
    "{a}'s lead over {b} in {year} was driven by {cause}.",
    "We put the lead of {a} over {b} in {year} down to {cause}.",
)  # fmt: skip
OPINIONS = (
    "We remain buyers of {a} on weakness.", "We would trim {a} into strength.",
    "At these prices {a} looks {adjective} to us.", "For new money we prefer {a} to {b}.",
)  # fmt: skip
DISCLAIMERS = (
    "This material is for information only and is not an offer or solicitation to buy or sell any"
    " security. Past performance is no guarantee of future results.",
    "Important information: investing involves risk, including possible loss of principal. Read"
    " the prospectus carefully before investing.",
    "The views expressed are those of the authors at the date of publication and may change"
    " without notice. No part of this note may be reproduced without our consent.",
    "Disclosure: the analysts named above certify that the views expressed reflect their own"
    " opinion and that no part of their pay is tied to them.",
    "For professional investors only. Not for distribution to retail clients. Figures are in US"
    " dollars unless stated otherwise.",
)
NON_NOTES = (
    "We use cookies to improve your experience. Click Accept to agree to our privacy policy, or"
    " manage your preferences in your account settings. You must log in to continue reading.",
    "Ingredients: 300 g flour, 2 eggs, {n} spoons of sugar, a pinch of salt. Mix the flour with"
    " the eggs, rest the dough for {y} minutes and bake it in {place} fashion until golden.",
    "Dear all, the kitchen on floor {n} will be closed in {month}. Please label what you keep in"
    " the fridge and remember to hand in the visitor badges from {place} at the desk.",
    "2021-0{n}-11 09:30:0{n} INFO worker started\n2021-0{n}-11 09:30:0{n} INFO listening on {y}\n"
    "2021-0{n}-11 09:30:0{n} WARN retry {n} of 9\n2021-0{n}-11 09:31:0{n} ERROR socket closed",
    "def total(rows):\n    result = 0\n    for row in rows[{n}:]:\n        result += row.size\n"
    "    return result\n\nprint(total(load('{place}.bin')))",
    "Invoice {y}{n}: consulting in {place}, {month}. Net amount due within {y} days by transfer."
    " Please quote the invoice number. Thank you for your business.",
)
