"""Deliberate changes of the public header, and what of the ABI guard must see each.

Each entry: what changes, edits, exports, verdict, who sees it.
  edits    [(header, text, its replacement), ...] on the frozen headers of release 0.1
  exports  {"add", "drop", "node", "soname"} of the library, if they change
  verdict  "caught": at least one of the compulsory guards refuses it; "accepted": none does
  who      the guards that must refuse it: "parser", "conform", "diff", "symbols", "program"
abidiff is the second opinion: entries that it must flag say "abidiff" too.
SPDX-License-Identifier: Apache-2.0
"""

_ERROR_INDEX = "    int64_t index;      /**< \\brief The row, element or line at fault, -1 if none. */\n"
_ERROR_COLUMN = "    uint32_t column;    /**< \\brief The column in a text, counted from 1; 0 if none. */\n"
_BAND_END = "    int64_t price_nusd; /**< \\brief Price of one priced unit. \\unit{nusd} */\n} capacity_band;"
_MODEL_CHECK = """/**
 * \\brief Is this formula revision available? \\since 0.1
 * \\param[in] model A revision; 0 means the newest.
 * \\param[out] err Details on failure. \\nullable
 * \\retval CAPACITY_E_MODEL It is not.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_model_check(uint32_t model,
                                                                   capacity_error *err);
"""
_MODEL_COUNT = """/**
 * \\brief How many formula revisions there are. \\since 0.1
 * \\return The number.
 */
CAPACITY_API uint32_t capacity_model_count(void);
"""
_LATEST = "CAPACITY_API uint32_t capacity_model_latest(void);"

MUTATIONS = [
    ("a function is removed", [("version.h", _MODEL_CHECK, "")], {"drop": "capacity_model_check"},
     "caught", {"conform", "diff", "symbols", "abidiff"}),
    ("a function is added", [("version.h", _MODEL_CHECK, _MODEL_CHECK + _MODEL_COUNT)],
     {"add": "capacity_model_count"}, "accepted", set()),
    ("the SONAME is changed", [], {"soname": "libcapacity.so.9"}, "caught", {"symbols"}),
    ("the version node is changed", [], {"node": "CAPACITY_9"}, "caught", {"symbols", "abidiff"}),
    ("plain struct: a field is added", [("error.h", _ERROR_INDEX, _ERROR_INDEX + "    int64_t more; /**< \\brief More. */\n")],
     {}, "caught", {"conform", "diff", "abidiff"}),
    ("plain struct: fields are swapped", [("error.h", _ERROR_INDEX + _ERROR_COLUMN, _ERROR_COLUMN + _ERROR_INDEX)],
     {}, "caught", {"conform", "diff", "abidiff"}),
    ("plain struct: a field's type is changed", [("error.h", "    int64_t index; ", "    uint64_t index; ")],
     {}, "caught", {"conform", "diff", "abidiff"}),
    ("plain struct: a field is renamed", [("error.h", "    int64_t index; ", "    int64_t place; ")],
     {}, "caught", {"conform", "diff"}),
    ("plain struct: it is packed, at the same size",
     [("error.h", "} capacity_error;", "} __attribute__((packed)) capacity_error;")],
     {}, "caught", {"parser", "conform"}),
    ("versioned struct: it is grown at the end",
     [("catalog.h", _BAND_END, _BAND_END.replace("} capacity_band", "    int64_t more; /**< \\brief More. */\n} capacity_band"))],
     {}, "accepted", set()),
    ("versioned struct: it is grown in the middle",
     [("catalog.h", _BAND_END, "    int64_t more; /**< \\brief More. */\n" + _BAND_END)],
     {}, "caught", {"conform", "diff"}),
    ("a reserved field is named", [("error.h", "    uint32_t reserved3;", "    uint32_t line;     ")], {}, "accepted", set()),
    ("the value of an enum that a function returns is changed",
     [("field.h", "CAPACITY_KIND_OUTPUT = 2,", "CAPACITY_KIND_OUTPUT = 3,")], {}, "caught", {"conform", "diff", "abidiff"}),
    ("the value of an enum behind integer fields is changed",
     [("cost.h", "CAPACITY_PURCHASE_SPOT = 2,", "CAPACITY_PURCHASE_SPOT = 4,")], {}, "caught", {"conform", "diff"}),
    ("an enumerator behind integer fields is removed",
     [("cost.h", "    CAPACITY_PURCHASE_SPOT = 2,      /**< \\brief Spare capacity that may be taken back. */\n", "")],
     {}, "caught", {"conform", "diff"}),
    ("an enumerator behind integer fields is renamed",
     [("cost.h", "CAPACITY_PURCHASE_SPOT = 2,", "CAPACITY_PURCHASE_SPARE = 2,")], {}, "caught", {"conform", "diff"}),
    ("an enumerator is appended",
     [("cost.h", "    CAPACITY_PURCHASE_FORCE_32 =", "    CAPACITY_PURCHASE_LENT = 4, /**< \\brief Lent. */\n    CAPACITY_PURCHASE_FORCE_32 =")],
     {}, "accepted", set()),
    ("a parameter's type is changed",
     [("field.h", "capacity_field_at(size_t index);", "capacity_field_at(uint32_t index);")],
     {}, "caught", {"conform", "diff", "abidiff"}),
    ("a parameter's sign is changed",
     [("version.h", "capacity_model_check(uint32_t model,", "capacity_model_check(int32_t model,")],
     {}, "caught", {"conform", "diff", "abidiff"}),
    ("the type returned is changed", [("version.h", _LATEST, _LATEST.replace("uint32_t", "int64_t"))],
     {}, "caught", {"conform", "diff", "abidiff"}),
    ("a parameter is added",
     [("field.h", " * \\return The number of inputs and results together.\n",
       " * \\param[in] kind Of this kind.\n * \\return The number of inputs and results together.\n"),
      ("field.h", "capacity_field_count(void);", "capacity_field_count(capacity_kind kind);")],
     {}, "caught", {"conform", "diff", "abidiff"}),
    ("a callback's parameter is changed",
     [("base.h", "    void *(*alloc)(void *ctx, size_t size);", "    void *(*alloc)(void *ctx, uint32_t size);")],
     {}, "caught", {"conform", "diff", "abidiff"}),
    ("a const is dropped",
     [("error.h", "capacity_error_format(const capacity_error *err,", "capacity_error_format(capacity_error *err,")],
     {}, "caught", {"conform", "diff"}),
    ("two parameters of one type are swapped",
     [("pods.h", "capacity_pods_for_zones(int64_t pods, int64_t zones,", "capacity_pods_for_zones(int64_t zones, int64_t pods,")],
     {}, "caught", {"diff"}),
    ("a constant is changed", [("base.h", "#define CAPACITY_MAX_ROWS 16", "#define CAPACITY_MAX_ROWS 32")],
     {}, "caught", {"conform", "diff"}),
    ("ownership is changed",
     [("catalog.h", "\\return \\owned The catalogue; it needs no unref", "\\return \\static The catalogue; it needs no unref")],
     {}, "caught", {"diff"}),
    ("a unit is changed",
     [("catalog.h", "    int64_t price_nusd; /**< \\brief Price of one priced unit. \\unit{nusd} */",
       "    int64_t price_nusd; /**< \\brief Price of one priced unit. \\unit{uusd} */")],
     {}, "caught", {"diff"}),
    ("an input no longer takes NULL",
     [("plan.h", "\\param[in] options Options; NULL: defaults. \\nullable", "\\param[in] options Options.")],
     {}, "caught", {"diff"}),
    ("a result may be NULL now",
     [("field.h", "\\return \\static The suffix.", "\\return \\static \\nullable The suffix.")],
     {}, "caught", {"diff"}),
    ("the inside of a handle is changed", [], {"inside": "int64_t inside[7];"}, "accepted", set()),
    ("a function answers with another status", [], {}, "caught", {"program"}),
    # Beyond the list of 31: what this library's own idioms can break.
    ("an inline text is made longer",
     [("base.h", "#define CAPACITY_LABEL_SIZE 128", "#define CAPACITY_LABEL_SIZE 136")],
     {}, "caught", {"conform", "diff", "abidiff"}),
    ("a status is added to a function",
     [("version.h", " * \\retval CAPACITY_E_MODEL It is not.\n",
       " * \\retval CAPACITY_E_MODEL It is not.\n * \\retval CAPACITY_E_MEMORY Out of memory.\n")],
     {}, "accepted", set()),
    ("an enum in the signature becomes a plain number",
     [("field.h", "capacity_unit_decimals(capacity_unit unit);", "capacity_unit_decimals(uint32_t unit);")],
     {}, "caught", {"diff"}),
    ("a function is no longer thread-safe",
     [("plan.h", "\\brief Formula revision that made it. \\threadsafe", "\\brief Formula revision that made it.")],
     {}, "caught", {"diff"}),
    ("a function is left out of the bindings",
     [("version.h", "\\brief Newest revision of the sizing formulas.", "\\brief Newest revision of the sizing formulas. \\skip{tired}")],
     {}, "caught", {"diff"}),
]
