"""Headers that the generator must refuse, and its exact words.

Each entry: what is wrong, [(text of the toy header, its replacement), ...], messages after the header's name.
SPDX-License-Identifier: Apache-2.0
"""

CASES = [
    (
        "no include guard",
        [
            ('#ifndef CAPACITY_CAPACITY_H\n#define CAPACITY_CAPACITY_H\n',
             ''),
        ],
        [
            '6: a header starts with its include guard',
        ],
    ),
    (
        "guard of another name",
        [
            ('#define CAPACITY_CAPACITY_H\n',
             '#define CAPACITY_H\n'),
        ],
        [
            "6: expected '#define CAPACITY_CAPACITY_H'",
        ],
    ),
    (
        "guard not closed",
        [
            ('#endif\n\n#endif\n',
             '#endif\n'),
        ],
        [
            '228: the include guard is not closed',
        ],
    ),
    (
        "text after the guard",
        [
            ('#endif\n\n#endif\n',
             '#endif\n\n#endif\nint x;\n'),
        ],
        [
            '230: text after the include guard',
        ],
    ),
    (
        "unknown include",
        [
            ('#include <stdint.h>',
             '#include <time.h>'),
        ],
        [
            '9: outside the dialect: <time.h>',
        ],
    ),
    (
        "include in quotes",
        [
            ('#include <stdint.h>',
             '#include "stdint.h"'),
        ],
        [
            '9: expected \'#include <...>\', found \'#include "stdint.h"\'',
        ],
    ),
    (
        "pragma",
        [
            ('#include <stdint.h>',
             '#include <stdint.h>\n#pragma pack(1)'),
        ],
        [
            "10: outside the dialect: '#pragma'",
        ],
    ),
    (
        "#if around API",
        [
            ('CAPACITY_API const char *capacity_store_label(const capacity_store *store);',
             '#ifdef WITH_LABEL\nCAPACITY_API const char *capacity_store_label(const capacity_store *store);\n#endif'),
        ],
        [
            '132: #if around API is outside the dialect',
        ],
    ),
    (
        "#if around a constant",
        [
            ('#define CAPACITY_NAME_SIZE 16',
             '#if 1\n#define CAPACITY_NAME_SIZE 16\n#endif'),
        ],
        [
            '35: #if around API is outside the dialect: CAPACITY_NAME_SIZE',
        ],
    ),
    (
        "function-like macro",
        [
            ('#define CAPACITY_NAME_SIZE 16',
             '#define CAPACITY_NAME_SIZE(x) 16'),
        ],
        [
            "35: function-like macro 'CAPACITY_NAME_SIZE' is outside the dialect",
        ],
    ),
    (
        "macro without value",
        [
            ('#define CAPACITY_NAME_SIZE 16',
             '#define CAPACITY_NAME_SIZE'),
        ],
        [
            "35: macro 'CAPACITY_NAME_SIZE' has no value",
        ],
    ),
    (
        "macro that is an expression",
        [
            ('#define CAPACITY_NAME_SIZE 16',
             '#define CAPACITY_NAME_SIZE (8 * 2)'),
        ],
        [
            "35: constant CAPACITY_NAME_SIZE: not a literal: '(8 * 2)'",
            "69: struct capacity_error: field 'message': unknown constant 'CAPACITY_NAME_SIZE'",
            "76: struct capacity_box: field 'name': unknown constant 'CAPACITY_NAME_SIZE'",
        ],
    ),
    (
        "missing semicolon",
        [
            ('CAPACITY_API const char *capacity_store_label(const capacity_store *store);',
             'CAPACITY_API const char *capacity_store_label(const capacity_store *store)'),
        ],
        [
            "132: expected ';', found '/**'",
        ],
    ),
    (
        "no export macro",
        [
            ('CAPACITY_API const char *capacity_store_label(const capacity_store *store);',
             'const char *capacity_store_label(const capacity_store *store);'),
        ],
        [
            "132: a declaration starts with typedef or CAPACITY_API, found 'const'",
        ],
    ),
    (
        "static inline",
        [
            ('CAPACITY_API const char *capacity_store_label(const capacity_store *store);',
             'static inline int capacity_twice(int x) { return 2 * x; }'),
        ],
        [
            "132: 'static' is outside the dialect",
        ],
    ),
    (
        "extern",
        [
            ('CAPACITY_API const char *capacity_store_label(const capacity_store *store);',
             'extern const char *capacity_store_label(const capacity_store *store);'),
        ],
        [
            "132: 'extern' is outside the dialect",
        ],
    ),
    (
        "unknown attribute",
        [
            ('CAPACITY_API const char *capacity_store_label(const capacity_store *store);',
             'CAPACITY_API const char *capacity_store_label(const capacity_store *store) CAPACITY_PURE;'),
        ],
        [
            "132: expected ';', found 'CAPACITY_PURE'",
        ],
    ),
    (
        "variadic",
        [
            ('(const capacity_store *store);',
             '(const capacity_store *store, ...);'),
        ],
        [
            '132: variadic functions are outside the dialect',
        ],
    ),
    (
        "array parameter",
        [
            ('const int64_t *colour, size_t n',
             'const int64_t colour[4], size_t n'),
        ],
        [
            "214: parameter 'colour': arrays are outside the dialect, but for char fields",
        ],
    ),
    (
        "empty parameter list",
        [
            ('CAPACITY_API const char *capacity_store_label(const capacity_store *store);',
             'CAPACITY_API const char *capacity_store_label();'),
        ],
        [
            '132: a function without parameters takes void',
        ],
    ),
    (
        "parameter without name",
        [
            ('CAPACITY_API const char *capacity_store_label(const capacity_store *store);',
             'CAPACITY_API const char *capacity_store_label(const capacity_store *);'),
        ],
        [
            '132: parameter without a name',
        ],
    ),
    (
        "function pointer parameter",
        [
            ('CAPACITY_API const char *capacity_store_label(const capacity_store *store);',
             'CAPACITY_API const char *capacity_store_label(void (*f)(void));'),
        ],
        [
            "132: parameter 'f': function pointers are outside the dialect, use a callback typedef",
        ],
    ),
    (
        "const after star",
        [
            ('CAPACITY_API const char *capacity_store_label(const capacity_store *store);',
             'CAPACITY_API const char *capacity_store_label(const capacity_store *const store);'),
        ],
        [
            '132: const after * is outside the dialect',
        ],
    ),
    (
        "unsigned long",
        [
            ('CAPACITY_API const char *capacity_store_label(const capacity_store *store);',
             'CAPACITY_API const char *capacity_store_label(unsigned long store);'),
        ],
        [
            "132: type 'unsigned' is outside the dialect",
        ],
    ),
    (
        "struct tag as type",
        [
            ('CAPACITY_API const char *capacity_store_label(const capacity_store *store);',
             'CAPACITY_API const char *capacity_store_label(struct capacity_store *store);'),
        ],
        [
            "132: type 'struct' is outside the dialect",
        ],
    ),
    (
        "bit-field",
        [
            ('int64_t weight_bytes; ',
             'int64_t weight_bytes : 8; '),
        ],
        [
            "77: field 'weight_bytes': bit-fields are outside the dialect",
        ],
    ),
    (
        "array field",
        [
            ('int64_t weight_bytes; ',
             'int64_t weight_bytes[CAPACITY_NAME_SIZE]; '),
        ],
        [
            "77: field 'weight_bytes': arrays are outside the dialect, but for char fields",
        ],
    ),
    (
        "text of a literal size",
        [
            ('char name[CAPACITY_NAME_SIZE];',
             'char name[16];'),
        ],
        [
            "76: field 'name': the size of a text is a named constant",
        ],
    ),
    (
        "union",
        [
            ('typedef struct capacity_store capacity_store;',
             'typedef union capacity_store { int32_t x; } capacity_store;'),
        ],
        [
            "63: 'union' is outside the dialect",
        ],
    ),
    (
        "anonymous struct",
        [
            ('typedef struct capacity_error {',
             'typedef struct {'),
        ],
        [
            "66: expected a name, found '{'",
        ],
    ),
    (
        "typedef of another name",
        [
            ('} capacity_error;',
             '} capacity_fault;'),
        ],
        [
            "70: typedef of 'capacity_error' is called 'capacity_fault'",
        ],
    ),
    (
        "enumerator without value",
        [
            ('CAPACITY_COLOUR_RED = 1 << 0,',
             'CAPACITY_COLOUR_RED,'),
        ],
        [
            "55: expected '=', found ','",
        ],
    ),
    (
        "line comment",
        [
            ('CAPACITY_API const char *capacity_store_label(const capacity_store *store);',
             '// CAPACITY_API const char *capacity_store_label(const capacity_store *store);'),
        ],
        [
            "132: outside the dialect: '// CAPACITY_API cons'",
        ],
    ),
    (
        "no comment",
        [
            ('/** \\brief A warehouse. \\handle \\since 0.1 */\n',
             ''),
        ],
        [
            '62: handle capacity_store: no comment',
            '62: handle capacity_store: an opaque type is marked \\handle',
            '62: handle capacity_store: no \\since',
        ],
    ),
    (
        "no brief",
        [
            ('\\brief Its label. \\since 0.2',
             'Its label. \\since 0.2'),
        ],
        [
            '132: capacity_store_label(): no \\brief',
            '132: capacity_store_label(): no \\since',
        ],
    ),
    (
        "empty brief",
        [
            ('\\brief Its label. \\since 0.2',
             '\\brief \\since 0.2'),
        ],
        [
            '132: capacity_store_label(): empty \\brief',
        ],
    ),
    (
        "unknown command",
        [
            ('\\return \\borrowed{store} \\nullable The label.',
             '\\return \\borrowed{store} \\nulable The label.'),
        ],
        [
            '132: capacity_store_label(): unknown command \\nulable',
        ],
    ),
    (
        "command in a wrong place",
        [
            ('\\param[in] store The store.\n * \\return \\borrowed{store}',
             '\\param[in] store The store. \\threadsafe\n * \\return \\borrowed{store}'),
        ],
        [
            '132: capacity_store_label(): \\threadsafe may not stand on a param',
        ],
    ),
    (
        "command doubled",
        [
            ('\\borrowed{store} \\nullable The label',
             '\\borrowed{store} \\nullable \\nullable The label'),
        ],
        [
            '132: capacity_store_label(): \\nullable stands twice',
        ],
    ),
    (
        "argument missing",
        [
            ('\\return \\borrowed{store} \\nullable',
             '\\return \\borrowed \\nullable'),
        ],
        [
            '132: capacity_store_label(): \\borrowed needs an argument in braces',
            '132: capacity_store_label(): a returned pointer is exactly one of \\owned, \\borrowed{param}, \\static',
        ],
    ),
    (
        "argument too much",
        [
            ('\\return \\borrowed{store} \\nullable',
             '\\return \\borrowed{store} \\nullable{no}'),
        ],
        [
            '132: capacity_store_label(): \\nullable takes no argument',
        ],
    ),
    (
        "annotation in the body",
        [
            ('All boxes. \\since 0.1\n *\n * In the order of',
             'All boxes. \\since 0.1\n *\n * \\threadsafe In the order of'),
        ],
        [
            '160: capacity_store_get_boxes(): \\threadsafe belongs into the brief paragraph',
        ],
    ),
    (
        "since without version",
        [
            ('\\brief Its label. \\since 0.2',
             '\\brief Its label. \\since'),
        ],
        [
            '132: capacity_store_label(): \\since needs a version such as 0.1',
            '132: capacity_store_label(): no \\since',
        ],
    ),
    (
        "no since",
        [
            ('\\brief Its label. \\since 0.2',
             '\\brief Its label.'),
        ],
        [
            '132: capacity_store_label(): no \\since',
        ],
    ),
    (
        "param missing",
        [
            (' * \\param[in] colour Colour. \\enum{capacity_colour}\n',
             ''),
        ],
        [
            "199: capacity_space(): parameter 'colour': no \\param",
        ],
    ),
    (
        "param of no parameter",
        [
            ('\\param[in] colour Colour.',
             '\\param[in] color Colour.'),
        ],
        [
            "200: capacity_space(): parameter 'colour': no \\param",
            "200: capacity_space(): \\param of no parameter 'color'",
        ],
    ),
    (
        "param without direction",
        [
            ('\\param[in] colour Colour.',
             '\\param colour Colour.'),
        ],
        [
            "200: capacity_space(): parameter 'colour': \\param without direction",
        ],
    ),
    (
        "param with an odd direction",
        [
            ('\\param[in] colour Colour.',
             '\\param[inout] colour Colour.'),
        ],
        [
            "200: capacity_space(): parameter 'colour': no direction: [inout]",
        ],
    ),
    (
        "param that says nothing",
        [
            ('\\param[in] colour Colour.',
             '\\param[in] colour'),
        ],
        [
            "200: capacity_space(): parameter 'colour': \\param says nothing",
        ],
    ),
    (
        "params in another order",
        [
            (' * \\param[in] weight_bytes Weight. \\unit{bytes}\n * \\param[in] colour Colour. \\enum{capacity_colour}\n',
             ' * \\param[in] colour Colour. \\enum{capacity_colour}\n * \\param[in] weight_bytes Weight. \\unit{bytes}\n'),
        ],
        [
            '200: capacity_space(): \\param stand in another order than the parameters',
        ],
    ),
    (
        "direction on retval",
        [
            ('\\retval CAPACITY_E_ARGUMENT A negative weight.',
             '\\retval[in] CAPACITY_E_ARGUMENT A negative weight.'),
        ],
        [
            '200: capacity_space(): \\retval takes no direction',
        ],
    ),
    (
        "param on an enum",
        [
            ('\\brief Colours of a box. \\flags \\since 0.1',
             '\\brief Colours of a box. \\flags \\since 0.1 \\param[in] x No.'),
        ],
        [
            '54: enum capacity_colour: \\param may not stand on an enum',
        ],
    ),
    (
        "unknown type",
        [
            ('int64_t weight_bytes; ',
             'time_t weight_bytes; '),
        ],
        [
            "77: struct capacity_box: field 'weight_bytes': type 'time_t' is outside the dialect",
        ],
    ),
    (
        "type outside the dialect",
        [
            ('(const capacity_store *store);',
             '(const capacity_shop *store);'),
        ],
        [
            "132: capacity_store_label(): parameter 'store': type 'capacity_shop' is outside the dialect",
        ],
    ),
    (
        "char by value",
        [
            ('int64_t *space, capacity_error *err);\n\n/**\n * \\brief Space of many',
             'char *space, capacity_error *err);\n\n/**\n * \\brief Space of many'),
        ],
        [
            "201: capacity_space(): parameter 'space': \\unit stands on numbers",
            "201: capacity_space(): parameter 'space': a pointer to bytes that are written needs \\length",
        ],
    ),
    (
        "declared twice",
        [
            ('#define CAPACITY_INVALID INT64_MIN',
             '#define CAPACITY_NAME_SIZE INT64_MIN'),
        ],
        [
            '37: CAPACITY_NAME_SIZE: declared twice, first in line 35 of capacity.h',
        ],
    ),
    (
        "name without prefix",
        [
            ('capacity_store_label(const',
             'store_label(const'),
        ],
        [
            '132: store_label(): the name does not begin with capacity_',
        ],
    ),
    (
        "unknown unit",
        [
            ('\\brief Its weight. \\unit{bytes}',
             '\\brief Its weight. \\unit{byte}'),
        ],
        [
            "77: struct capacity_box: field 'weight_bytes': unknown unit 'byte'",
        ],
    ),
    (
        "unit against the name",
        [
            ('\\brief Its weight. \\unit{bytes}',
             '\\brief Its weight. \\unit{us}'),
        ],
        [
            "77: struct capacity_box: field 'weight_bytes': the name ends in _bytes, but the unit is 'us'",
        ],
    ),
    (
        "unit of a handle",
        [
            ('\\param[in] store The store.\n * \\return \\borrowed{store}',
             '\\param[in] store The store. \\unit{1}\n * \\return \\borrowed{store}'),
        ],
        [
            "132: capacity_store_label(): parameter 'store': \\unit stands on numbers",
        ],
    ),
    (
        "second errors enum",
        [
            ('\\flags',
             '\\errors'),
        ],
        [
            '54: enum capacity_colour: a second \\errors enum beside capacity_status',
        ],
    ),
    (
        "no sentinel",
        [
            ('    CAPACITY_COLOUR_FORCE_32 = 0x7fffffff /**< \\brief Keeps 32 bits. \\skip{sentinel} */\n',
             ''),
        ],
        [
            '54: enum capacity_colour: does not end with ..._FORCE_32 = 0x7fffffff',
        ],
    ),
    (
        "sentinel not skipped",
        [
            ('    CAPACITY_COLOUR_FORCE_32 = 0x7fffffff /**< \\brief Keeps 32 bits. \\skip{sentinel} */\n',
             '    CAPACITY_COLOUR_FORCE_32 = 0x7fffffff /**< \\brief Keeps 32 bits. */\n'),
        ],
        [
            '59: enum capacity_colour: enumerator CAPACITY_COLOUR_FORCE_32: the sentinel is marked \\skip{sentinel}',
        ],
    ),
    (
        "value used twice",
        [
            ('CAPACITY_PARTIAL = 1,',
             'CAPACITY_PARTIAL = 0,'),
        ],
        [
            '48: enum capacity_status: enumerator CAPACITY_PARTIAL: has the value of CAPACITY_OK',
            '213: capacity_space_many(): \\retval CAPACITY_PARTIAL goes without saying',
        ],
    ),
    (
        "flag that is no bit",
        [
            ('CAPACITY_COLOUR_RED = 1 << 0,',
             'CAPACITY_COLOUR_RED = 0,'),
        ],
        [
            '55: enum capacity_colour: enumerator CAPACITY_COLOUR_RED: a flag is a bit or several',
            '58: enum capacity_colour: enumerator CAPACITY_COLOUR_BOTH: has the value of CAPACITY_COLOUR_BLUE',
        ],
    ),
    (
        "enumerator that is an expression",
        [
            ('CAPACITY_COLOUR_RED = 1 << 0,',
             'CAPACITY_COLOUR_RED = 1 << 0 << 0,'),
        ],
        [
            "55: enum capacity_colour: enumerator CAPACITY_COLOUR_RED: outside the dialect: '1 << 0 << 0'",
            "58: enum capacity_colour: enumerator CAPACITY_COLOUR_BOTH: unknown enumerator 'CAPACITY_COLOUR_RED'",
            '55: enum capacity_colour: enumerator CAPACITY_COLOUR_RED: a flag is a bit or several',
            '58: enum capacity_colour: enumerator CAPACITY_COLOUR_BOTH: has the value of CAPACITY_COLOUR_RED',
            '58: enum capacity_colour: enumerator CAPACITY_COLOUR_BOTH: a flag is a bit or several',
        ],
    ),
    (
        "unknown enumerator in a sum",
        [
            ('= CAPACITY_COLOUR_RED | CAPACITY_COLOUR_BLUE,',
             '= CAPACITY_COLOUR_RED | CAPACITY_COLOUR_GREEN,'),
        ],
        [
            "58: enum capacity_colour: enumerator CAPACITY_COLOUR_BOTH: unknown enumerator 'CAPACITY_COLOUR_GREEN'",
            '58: enum capacity_colour: enumerator CAPACITY_COLOUR_BOTH: a flag is a bit or several',
        ],
    ),
    (
        "opaque type not marked",
        [
            ('\\brief A warehouse. \\handle',
             '\\brief A warehouse.'),
        ],
        [
            '63: handle capacity_store: an opaque type is marked \\handle',
        ],
    ),
    (
        "handle without an end",
        [
            ('CAPACITY_API void capacity_store_unref(capacity_store *store);',
             'CAPACITY_API void capacity_store_drop(capacity_store *store);'),
        ],
        [
            '63: handle capacity_store: a handle ends by exactly one of _free and _unref, it has neither',
            "125: capacity_store_drop(): parameter 'store': is [in], but not const",
        ],
    ),
    (
        "handle with two ends",
        [
            ('CAPACITY_API capacity_store *capacity_store_ref(capacity_store *store);',
             'CAPACITY_API capacity_store *capacity_store_free(capacity_store *store);'),
        ],
        [
            '63: handle capacity_store: a handle ends by exactly one of _free and _unref, it has capacity_store_free and capacity_store_unref',
            "119: capacity_store_free(): parameter 'store': is [in], but not const",
            "125: capacity_store_unref(): parameter 'store': is [in], but not const",
        ],
    ),
    (
        "end that refuses NULL",
        [
            ('\\brief One reference less. \\threadsafe \\since 0.1\n * \\param[in] store The store. \\nullable',
             '\\brief One reference less. \\threadsafe \\since 0.1\n * \\param[in] store The store.'),
        ],
        [
            '125: capacity_store_unref(): expected void capacity_store_unref(capacity_store *) that allows NULL',
        ],
    ),
    (
        "borrowed handle without ref",
        [
            ('\\return \\owned \\nullable The store.\n */\nCAPACITY_API capacity_store *capacity_store_ref(capacity_store *store);',
             '\\return \\borrowed{store} \\nullable The store.\n */\nCAPACITY_API capacity_store *capacity_store_look(const capacity_store *store);'),
        ],
        [
            '119: capacity_store_look(): returns a borrowed capacity_store, which has no _ref',
        ],
    ),
    (
        "versioned struct without init",
        [
            ('capacity_box_init',
             'capacity_box_clear'),
        ],
        [
            '73: struct capacity_box: a versioned struct has capacity_box_init',
            "99: capacity_box_clear(): parameter 'size': an input after the output 'box'",
        ],
    ),
    (
        "init of another form",
        [
            ('capacity_box_init(capacity_box *box, uint32_t size)',
             'capacity_box_init(capacity_box *box, size_t size)'),
        ],
        [
            '99: capacity_box_init(): expected capacity_box_init(capacity_box *, uint32_t)',
        ],
    ),
    (
        "size is not first",
        [
            ('    uint32_t struct_size;  ',
             '    uint32_t size;  '),
        ],
        [
            '73: struct capacity_box: the first field of a versioned struct is uint32_t struct_size',
        ],
    ),
    (
        "hole before a field",
        [
            ('    uint32_t colour;  ',
             '    uint16_t colour;  '),
        ],
        [
            "75: struct capacity_box: field 'colour': \\enum stands on uint32_t or int32_t",
            "77: struct capacity_box: field 'weight_bytes': a hole of 2 bytes before it",
        ],
    ),
    (
        "hole at the end",
        [
            ('} capacity_box;',
             '    uint32_t row; /**< \\brief Row. */\n} capacity_box;'),
        ],
        [
            '73: struct capacity_box: a hole of 4 bytes at its end',
        ],
    ),
    (
        "pointer in a struct",
        [
            ('    int64_t weight_bytes;  ',
             '    char *weight_bytes;  '),
        ],
        [
            "77: struct capacity_box: field 'weight_bytes': a struct holds no pointers",
        ],
    ),
    (
        "enum in a struct",
        [
            ('    uint32_t colour;    ',
             '    capacity_colour colour;    '),
        ],
        [
            "75: struct capacity_box: field 'colour': an enum is held as uint32_t or int32_t with \\enum{capacity_colour}",
            "75: struct capacity_box: field 'colour': \\enum stands on uint32_t or int32_t",
        ],
    ),
    (
        "size_t in a struct",
        [
            ('    int64_t weight_bytes;  ',
             '    size_t weight_bytes;  '),
        ],
        [
            "77: struct capacity_box: field 'weight_bytes': a struct holds no size_t: its layout would differ",
        ],
    ),
    (
        "enum that is none",
        [
            ('\\brief Its colours. \\enum{capacity_colour}',
             '\\brief Its colours. \\enum{capacity_color}'),
        ],
        [
            "75: struct capacity_box: field 'colour': \\enum names no enum: 'capacity_color'",
        ],
    ),
    (
        "text of an unknown size",
        [
            ('char message[CAPACITY_NAME_SIZE];',
             'char message[CAPACITY_LINE_SIZE];'),
        ],
        [
            "69: struct capacity_error: field 'message': unknown constant 'CAPACITY_LINE_SIZE'",
        ],
    ),
    (
        "status function without retval",
        [
            (' * \\retval CAPACITY_E_ARGUMENT A negative weight.\n',
             ''),
        ],
        [
            '199: capacity_space(): a status function without \\retval',
        ],
    ),
    (
        "retval of no status",
        [
            ('\\retval CAPACITY_E_ARGUMENT A negative weight.',
             '\\retval CAPACITY_E_RANGE A negative weight.'),
        ],
        [
            "200: capacity_space(): \\retval of no status 'CAPACITY_E_RANGE'",
        ],
    ),
    (
        "retval twice",
        [
            ('\\retval CAPACITY_E_ARGUMENT A negative weight.',
             '\\retval CAPACITY_E_ARGUMENT A negative weight.\n * \\retval CAPACITY_E_ARGUMENT A dark colour.'),
        ],
        [
            '201: capacity_space(): \\retval CAPACITY_E_ARGUMENT stands twice',
        ],
    ),
    (
        "retval of OK",
        [
            ('\\retval CAPACITY_E_ARGUMENT A negative weight.',
             '\\retval CAPACITY_E_ARGUMENT A negative weight.\n * \\retval CAPACITY_OK Fine.'),
        ],
        [
            '201: capacity_space(): \\retval CAPACITY_OK goes without saying',
        ],
    ),
    (
        "retval without a status",
        [
            ('\\return \\borrowed{store} \\nullable The label.',
             '\\return \\borrowed{store} \\nullable The label.\n * \\retval CAPACITY_E_ARGUMENT No.'),
        ],
        [
            '133: capacity_store_label(): \\retval on a function that returns no status',
        ],
    ),
    (
        "status not checked",
        [
            ('CAPACITY_API CAPACITY_CHECKED capacity_status capacity_space(',
             'CAPACITY_API capacity_status capacity_space('),
        ],
        [
            '200: capacity_space(): a status function is marked CAPACITY_CHECKED',
        ],
    ),
    (
        "no error object",
        [
            ('int64_t *space, capacity_error *err);\n\n/**\n * \\brief Space of many',
             'int64_t *space);\n\n/**\n * \\brief Space of many'),
        ],
        [
            "200: capacity_space(): \\param of no parameter 'err'",
            '200: capacity_space(): the last parameter of a status function is capacity_error *err',
        ],
    ),
    (
        "error object that must be there",
        [
            ('\\param[out] err Details. \\nullable\n * \\retval CAPACITY_E_ARGUMENT A negative',
             '\\param[out] err Details.\n * \\retval CAPACITY_E_ARGUMENT A negative'),
        ],
        [
            "201: capacity_space(): parameter 'err': the error object is called err, is [out] and \\nullable",
        ],
    ),
    (
        "no return",
        [
            (' * \\return \\borrowed{store} \\nullable The label.\n',
             ''),
        ],
        [
            '131: capacity_store_label(): no \\return',
            '131: capacity_store_label(): a returned pointer is exactly one of \\owned, \\borrowed{param}, \\static',
        ],
    ),
    (
        "return of nothing",
        [
            ('\\param[in] store The store. \\nullable\n */\nCAPACITY_API void',
             '\\param[in] store The store. \\nullable\n * \\return Nothing.\n */\nCAPACITY_API void'),
        ],
        [
            '126: capacity_store_unref(): \\return of nothing, or of a status, whose \\retval say it',
        ],
    ),
    (
        "returned pointer without ownership",
        [
            ('\\return \\borrowed{store} \\nullable',
             '\\return \\nullable'),
        ],
        [
            '132: capacity_store_label(): a returned pointer is exactly one of \\owned, \\borrowed{param}, \\static',
        ],
    ),
    (
        "returned pointer with two owners",
        [
            ('\\return \\borrowed{store} \\nullable',
             '\\return \\borrowed{store} \\static \\nullable'),
        ],
        [
            '132: capacity_store_label(): a returned pointer is exactly one of \\owned, \\borrowed{param}, \\static',
        ],
    ),
    (
        "thread safety of a result",
        [
            ('\\return \\stop',
             '\\return \\stop \\threadsafe'),
        ],
        [
            '92: capacity_visit(): \\threadsafe may not stand on a return',
        ],
    ),
    (
        "ownership of a number",
        [
            ('CAPACITY_API const char *capacity_status_name(',
             'CAPACITY_API int32_t capacity_status_name('),
        ],
        [
            '223: capacity_status_name(): returns no pointer',
        ],
    ),
    (
        "borrowed of no parameter",
        [
            ('\\borrowed{store}',
             '\\borrowed{shop}'),
        ],
        [
            "132: capacity_store_label(): \\borrowed names no parameter: 'shop'",
        ],
    ),
    (
        "owned by no function",
        [
            ('\\return \\borrowed{store}',
             '\\return \\owned{capacity_release}'),
        ],
        [
            "132: capacity_store_label(): \\owned names no function: 'capacity_release'",
        ],
    ),
    (
        "out of a const",
        [
            ('int64_t *space, capacity_error *err);\n\n/**\n * \\brief Space of many',
             'const int64_t *space, capacity_error *err);\n\n/**\n * \\brief Space of many'),
        ],
        [
            "201: capacity_space(): parameter 'space': is [out], but const",
        ],
    ),
    (
        "in that is not const",
        [
            ('capacity_store_label(const capacity_store',
             'capacity_store_label(capacity_store'),
        ],
        [
            "132: capacity_store_label(): parameter 'store': is [in], but not const",
        ],
    ),
    (
        "out by value",
        [
            ('\\param[in] colour Colour.',
             '\\param[out] colour Colour.'),
        ],
        [
            "200: capacity_space(): parameter 'colour': is [out], but no pointer",
        ],
    ),
    (
        "elements without length",
        [
            ('\\param[in] colour Colours. \\length{n}',
             '\\param[in] colour Colours.'),
        ],
        [
            "214: capacity_space_many(): parameter 'colour': a pointer to elements needs \\length",
        ],
    ),
    (
        "length of no parameter",
        [
            ('\\param[in] colour Colours. \\length{n}',
             '\\param[in] colour Colours. \\length{m}'),
        ],
        [
            "214: capacity_space_many(): parameter 'colour': \\length names no parameter: 'm'",
        ],
    ),
    (
        "length that is no size",
        [
            ('\\param[in] colour Colours. \\length{n}',
             '\\param[in] colour Colours. \\length{space}'),
        ],
        [
            "214: capacity_space_many(): parameter 'colour': \\length{space}: 'space' is no size_t",
        ],
    ),
    (
        "length by value",
        [
            ('\\param[in] weight_bytes Weight. \\unit',
             '\\param[in] weight_bytes Weight. \\length{n} \\unit'),
        ],
        [
            "200: capacity_space(): parameter 'weight_bytes': \\length on no pointer",
            "200: capacity_space(): parameter 'weight_bytes': \\length names no parameter: 'n'",
        ],
    ),
    (
        "buffer without length",
        [
            ('\\param[out] buf The text. \\nullable \\length{size}',
             '\\param[out] buf The text. \\nullable'),
        ],
        [
            "176: capacity_store_write(): parameter 'buf': a pointer to bytes that are written needs \\length",
        ],
    ),
    (
        "T ** without owner",
        [
            ('\\param[out] out The store. \\owned',
             '\\param[out] out The store.'),
        ],
        [
            "112: capacity_store_new(): parameter 'out': T ** is an [out] with one of \\owned, \\borrowed{param}",
        ],
    ),
    (
        "always on an input",
        [
            ('\\param[in] weight_bytes Weight. \\unit',
             '\\param[in] weight_bytes Weight. \\always \\unit'),
        ],
        [
            "200: capacity_space(): parameter 'weight_bytes': \\always stands on an output number of a function that can fail",
        ],
    ),
    (
        "nullable by value",
        [
            ('\\param[in] weight_bytes Weight. \\unit',
             '\\param[in] weight_bytes Weight. \\nullable \\unit'),
        ],
        [
            "200: capacity_space(): parameter 'weight_bytes': \\nullable on no pointer",
        ],
    ),
    (
        "enum of an unknown type",
        [
            ('\\param[in] colour Colour. \\enum{capacity_colour}',
             '\\param[in] colour Colour. \\enum{colour}'),
        ],
        [
            "200: capacity_space(): parameter 'colour': \\enum names no enum: 'colour'",
        ],
    ),
    (
        "callback without scope",
        [
            ('\\scope{call} ',
             ''),
        ],
        [
            "189: capacity_store_walk(): parameter 'visit': a callback has \\scope{call}, {handle} or {forever}",
        ],
    ),
    (
        "callback of an unknown scope",
        [
            ('\\scope{call} ',
             '\\scope{once} '),
        ],
        [
            "189: capacity_store_walk(): parameter 'visit': a callback has \\scope{call}, {handle} or {forever}",
        ],
    ),
    (
        "callback without closure",
        [
            (' \\closure{user}',
             ''),
        ],
        [
            "189: capacity_store_walk(): parameter 'visit': a callback has \\closure{p}, where p is a void * parameter",
        ],
    ),
    (
        "closure on a number",
        [
            ('\\param[in] weight_bytes Weight. \\unit',
             '\\param[in] weight_bytes Weight. \\closure{n} \\unit'),
        ],
        [
            "200: capacity_space(): parameter 'weight_bytes': \\scope and \\closure stand on callbacks",
        ],
    ),
    (
        "closure that is no void *",
        [
            ("\\param[in] box The box.\n * \\param[in] user The caller's. \\nullable \\closure",
             "\\param[in] box The box. \\closure\n * \\param[in] user The caller's. \\nullable"),
        ],
        [
            "92: capacity_visit(): parameter 'box': \\closure stands on a void *",
        ],
    ),
    (
        "input after an output",
        [
            (' * \\param[in] colour Colour. \\enum{capacity_colour}\n * \\param[out] space Space. \\unit{1}\n',
             ' * \\param[out] space Space. \\unit{1}\n * \\param[in] colour Colour. \\enum{capacity_colour}\n'),
            ('(int64_t weight_bytes, int64_t colour,\n                                                             int64_t *space,',
             '(int64_t weight_bytes, int64_t *space,\n int64_t colour,'),
        ],
        [
            "201: capacity_space(): parameter 'colour': an input after the output 'space'",
        ],
    ),
    (
        "struct by value",
        [
            ('capacity_store_put_box(capacity_store *store,\n                                                                     const capacity_box *box,',
             'capacity_store_put_box(capacity_store *store, capacity_box box,'),
        ],
        [
            "141: capacity_store_put_box(): parameter 'box': a struct is handed over by pointer",
        ],
    ),
    (
        "skip without a reason",
        [
            ('\\skip{no callbacks in the bindings}',
             '\\skip'),
        ],
        [
            '188: capacity_store_walk(): \\skip needs an argument in braces',
        ],
    ),
    (
        "callback that is bound",
        [
            (' \\skip{no callbacks in the bindings}',
             ''),
        ],
        [
            "189: capacity_store_walk(): parameter 'visit': no role: the C idiom has no rule in the bindings",
            "189: capacity_store_walk(): parameter 'user': no role: the C idiom has no rule in the bindings",
        ],
    ),
    (
        "rows without max",
        [
            ('\\param[in] max Boxes',
             '\\param[in] most Boxes'),
            ('size_t max',
             'size_t most'),
        ],
        [
            "161: capacity_store_get_boxes(): parameter 'out': needs a parameter 'size_t max'",
        ],
    ),
    (
        "text without needed",
        [
            ('\\param[out] needed Length',
             '\\param[out] length Length'),
            ('size_t *needed,',
             'size_t *length,'),
        ],
        [
            "176: capacity_store_write(): parameter 'buf': needs a parameter 'size_t *needed'",
        ],
    ),
    (
        "two methods of one name",
        [
            ('\\brief All boxes. \\since 0.1',
             '\\brief All boxes. \\name{put} \\since 0.1'),
        ],
        [
            '160: capacity_store_get_boxes(): called put in the bindings, like capacity_store_put_box()',
        ],
    ),
    (
        "fixed length",
        [
            ('\\param[in] colour Colours. \\length{n}',
             '\\param[in] colour Colours. \\length{4}'),
        ],
        [
            "214: capacity_space_many(): parameter 'colour': needs a parameter 'size_t 4'",
        ],
    ),
    (
        "since doubled",
        [
            ('\\brief Its label. \\since 0.2',
             '\\brief Its label. \\since 0.2 \\since 0.3'),
        ],
        [
            '132: capacity_store_label(): \\since stands twice',
        ],
    ),
    (
        "braces on a block",
        [
            ('\\retval CAPACITY_E_ARGUMENT A negative weight.',
             '\\retval{x} CAPACITY_E_ARGUMENT A negative weight.'),
        ],
        [
            '200: capacity_space(): \\retval takes no argument in braces',
        ],
    ),
    (
        "extern C not closed",
        [
            ('extern "C" {\n#endif\n',
             'extern "C" {\n#else\n'),
        ],
        [
            '19: expected \'#endif\' after extern "C"',
        ],
    ),
    (
        "attribute before the type",
        [
            ('CAPACITY_API void capacity_box_init(',
             'CAPACITY_API CAPACITY_COLD void capacity_box_init('),
        ],
        [
            "99: attribute 'CAPACITY_COLD' is outside the dialect",
        ],
    ),
    (
        "umbrella check of another form",
        [
            ('#include <stddef.h>\n',
             '#ifndef CAPACITY_INSIDE_UMBRELLA\n#endif\n#include <stddef.h>\n'),
        ],
        [
            "9: expected '#error' after '#ifndef CAPACITY_INSIDE_UMBRELLA'",
        ],
    ),
    (
        "#if never closed",
        [
            ('#ifdef __cplusplus\n}\n#endif\n\n#endif\n',
             '#ifdef __cplusplus\n}\n#endif\n\n#if 1\n'),
        ],
        [
            '229: #if without #endif',
        ],
    ),
    (
        "stray punctuation",
        [
            ('CAPACITY_API const char *capacity_store_label(const capacity_store *store);',
             '; CAPACITY_API const char *capacity_store_label(const capacity_store *store);'),
        ],
        [
            "132: expected a declaration, found ';'",
        ],
    ),
    (
        "three stars",
        [
            ('capacity_store **out, capacity_error',
             'capacity_store ***out, capacity_error'),
        ],
        [
            "112: capacity_store_new(): parameter 'out': more than two stars",
        ],
    ),
    (
        "plain char",
        [
            ('CAPACITY_API const char *capacity_store_label(',
             'CAPACITY_API char capacity_store_label('),
        ],
        [
            "132: capacity_store_label(): type 'char' is outside the dialect",
            '132: capacity_store_label(): returns no pointer',
        ],
    ),
    (
        "handle with _free and _ref",
        [
            ('capacity_store_unref(capacity_store *store);',
             'capacity_store_free(capacity_store *store);'),
        ],
        [
            '119: capacity_store_ref(): a handle with _free has one owner and no _ref',
        ],
    ),
    (
        "enumerator of two enums",
        [
            ('    CAPACITY_COLOUR_RED = 1 << 0,',
             '    CAPACITY_OK = 1 << 2, /**< \\brief Fine. */\n    CAPACITY_COLOUR_RED = 1 << 0,'),
        ],
        [
            '55: enum capacity_colour: enumerator CAPACITY_OK: also an enumerator of capacity_status',
        ],
    ),
    (
        "returned struct",
        [
            ('CAPACITY_API const char *capacity_status_name(',
             'CAPACITY_API const capacity_box *capacity_status_name('),
        ],
        [
            '223: capacity_status_name(): returns a struct, which is outside the dialect',
        ],
    ),
    (
        "handle by value",
        [
            ('capacity_store_label(const capacity_store *store)',
             'capacity_store_label(const capacity_store store)'),
        ],
        [
            "132: capacity_store_label(): parameter 'store': a handle is handed over by pointer",
        ],
    ),
    (
        "enum that stands on an enum",
        [
            ('\\param[in] status Any.',
             '\\param[in] status Any. \\enum{capacity_status}'),
        ],
        [
            "223: capacity_status_name(): parameter 'status': \\enum stands on integers",
        ],
    ),
    (
        "result without a rule",
        [
            ('\\return \\static The name.',
             '\\return \\owned The name.'),
        ],
        [
            '223: capacity_status_name(): no rule for what it returns',
        ],
    ),
]
