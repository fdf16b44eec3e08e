"""The closed words: those on which code branches. Open words are YAML under `claims/`."""

from enum import StrEnum


class Kind(StrEnum):
    """What an entity is."""

    model = "model"
    run = "run"
    dataset = "dataset"
    technique = "technique"
    factor = "factor"
    outcome = "outcome"
    task = "task"
    capability = "capability"
    benchmark = "benchmark"
    metric = "metric"
    set = "set"
    organisation = "organisation"
    framework = "framework"
    hardware = "hardware"
    number_format = "number-format"
    language = "language"
    method = "method"
    incident = "incident"
    situation = "situation"


class Form(StrEnum):
    """The seven forms of a claim, known by their keys."""

    fact = "fact"
    result = "result"
    comparison = "comparison"
    effect = "effect"
    advice = "advice"
    about = "about"
    statement = "statement"


class Polarity(StrEnum):
    """Whether the source asserts what the claim says, or denies it in so many words."""

    asserts = "asserts"
    denies = "denies"


class Modality(StrEnum):
    """In which way the source says it, from the strongest ground to the weakest."""

    measured = "measured"
    observed = "observed"
    computed = "computed"
    reported = "reported"
    argued = "argued"
    speculated = "speculated"
    recommended = "recommended"


class Stance(StrEnum):
    """Whose work the source speaks of: its authors' own, others', in comment, or as a registry."""

    own = "self"
    peer = "peer"
    commentary = "commentary"
    registry = "registry"


class Reading(StrEnum):
    """How the contributor read the place: in full, through somebody else, or from memory alone."""

    full = "full"
    secondary = "secondary"
    recalled = "recalled"


class Rank(StrEnum):
    """A curator's preference among competing claims; a rank other than normal needs a reason."""

    preferred = "preferred"
    normal = "normal"
    deprecated = "deprecated"


class ValueKind(StrEnum):
    """What kind of value a fact carries."""

    entity = "entity"
    quantity = "quantity"
    code = "code"
    date = "date"
    flag = "flag"
    text = "text"
    steps = "steps"
    relative = "relative"
    not_disclosed = "not-disclosed"
    none = "none"


class Order(StrEnum):
    """How one subject's figure stands to another's, where a source gives no number."""

    less = "less"
    greater = "greater"
    similar = "similar"


class Quantifier(StrEnum):
    """For how many members of a set a claim, with its polarity, holds."""

    all = "all"
    most = "most"
    some = "some"
    few = "few"
    none = "none"


class Relation(StrEnum):
    """How the left side of a comparison does beside the right."""

    better = "better"
    worse = "worse"
    matches = "matches"
    mixed = "mixed"


class Direction(StrEnum):
    """What a cause does to an outcome."""

    increases = "increases"
    decreases = "decreases"
    no_effect = "no-effect"
    unclear = "unclear"


class Unstated(StrEnum):
    """What silence on a qualifier means when two claims are set beside each other."""

    default = "default"
    any = "any"
    unknown = "unknown"


class LinkKind(StrEnum):
    """A curator's judgement across claims; for directed kinds the first claim acts on the others."""

    reconciles = "reconciles"
    restates = "restates"
    refines = "refines"
    corrects = "corrects"
    supersedes = "supersedes"
    retracts = "retracts"
    replicates = "replicates"
    not_comparable = "not_comparable"
    suspected_misprint = "suspected_misprint"


class SourceKind(StrEnum):
    """What sort of work a source is."""

    paper = "paper"
    essay = "essay"
    repository = "repository"
    leaderboard = "leaderboard"
    blog = "blog"
    model_card = "model-card"


class DocumentKind(StrEnum):
    """What sort of document of a work was read."""

    paper = "paper"
    essay = "essay"
    model_card = "model-card"
    data_card = "data-card"
    log = "log"
    script = "script"
    table = "table"
    figure = "figure"
    readme = "readme"
    post = "post"
    thread = "thread"
    page = "page"
    licence = "licence"
    code = "code"


class CoverageUnit(StrEnum):
    """What a coverage map counts: rows of a record made while reading, or sentences of the text itself."""

    row = "row"
    sentence = "sentence"


class Verdict(StrEnum):
    """What the premises of a finding do to the claim that it judges."""

    supported = "supported"
    weakened = "weakened"
    refuted = "refuted"
    open = "open"


class Verified(StrEnum):
    """What the checker found of a claim in the bytes of its document; only `exact` and `moved` count."""

    exact = "exact"
    moved = "moved"
    text_absent = "text-absent"
    number_mismatch = "number-mismatch"
    rendition_mismatch = "rendition-mismatch"
    unavailable = "unavailable"
    not_attempted = "not-attempted"


class Held(StrEnum):
    """A reviewer's answer to one question about a claim: yes, no, or not to be told."""

    holds = "holds"
    fails = "fails"
    unsure = "unsure"
