/*
 * Tables, clean text and wrapped paragraphs.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "harness.h"

#include "text/table.h"

enum { ROOM = 16384 };

typedef struct sheet_rows {
    size_t columns;
    const char *const (*rows)[CAPACITY__TABLE_COLUMNS]; /* NULL: the cell is not put */
} sheet_rows;

static int sheet_row(const void *context, size_t index, capacity__cells *cells)
{
    const sheet_rows *sheet = context;
    const char *const *row = sheet->rows[index];
    if (row[0] == NULL)
        return 0;
    for (size_t c = 0; c < sheet->columns && row[c] != NULL; c++)
        capacity__cell_text(cells, row[c]);
    return 1;
}

static const char *written(const capacity__column *columns, size_t column_count,
                           const char *const rows[][CAPACITY__TABLE_COLUMNS], size_t row_count,
                           int markdown)
{
    static char text[ROOM];
    sheet_rows sheet = {column_count, rows};
    capacity__table table = {"HEADING", columns, column_count, row_count, sheet_row, &sheet};
    capacity__out out = capacity__out_new(text, sizeof text);
    capacity__table_write(&table, &out, markdown);
    ck_assert_int_eq(capacity__out_end(&out, NULL, NULL), CAPACITY_OK);
    return text;
}

static const capacity__column three[] = {{"Name", 0}, {"Number", CAPACITY__RIGHT}, {"Note", 0}};

static void columns_are_aligned(void)
{
    const char *const rows[][CAPACITY__TABLE_COLUMNS] = {
        {"a", "1", "first"}, {"longer name", "12345678", ""}, {"b", "", "third"}, {"c"}};
    SAME("HEADING        Number  Note\n"
         "a                   1  first\n"
         "longer name  12345678\n"
         "b                      third\n"
         "c\n",
         written(three, 3, rows, 4, 0));
    SAME("| Name        |   Number | Note  |\n"
         "| ----------- | -------: | ----- |\n"
         "| a           |        1 | first |\n"
         "| longer name | 12345678 |       |\n"
         "| b           |          | third |\n"
         "| c           |          |       |\n",
         written(three, 3, rows, 4, 1));
}

static void empty_columns_and_rows_are_left_out(void)
{
    const char *const rows[][CAPACITY__TABLE_COLUMNS] = {{"a", "", "x"}, {NULL}, {"b", "", "y"}};
    const char *const none[][CAPACITY__TABLE_COLUMNS] = {{NULL}};
    SAME("HEADING  Note\n"
         "a        x\n"
         "b        y\n",
         written(three, 3, rows, 3, 0));
    SAME("| Name | Note |\n"
         "| ---- | ---- |\n"
         "| a    | x    |\n"
         "| b    | y    |\n",
         written(three, 3, rows, 3, 1));
    SAME("", written(three, 3, none, 1, 0));
    SAME("", written(three, 3, none, 0, 1));
}

static size_t longest_line(const char *text)
{
    size_t longest = 0;
    for (size_t size; *text != '\0'; text += size + (text[size] == '\n')) {
        size = strcspn(text, "\n");
        size_t width = capacity__clean_width(text, size, 0);
        longest = width > longest ? width : longest;
    }
    return longest;
}

static void long_lines_are_cut_to_fit(void)
{
    static const capacity__column columns[] = {
        {"Name", CAPACITY__SHRINKS}, {"Number", CAPACITY__RIGHT}, {"Extra", CAPACITY__OPTIONAL}};
    char cell[71];
    memset(cell, 'x', sizeof cell - 1);
    cell[70] = '\0';
    const char *const rows[][CAPACITY__TABLE_COLUMNS] = {{cell, "7", cell}, {"short", "1", "e"}};
    const char *const wide[][CAPACITY__TABLE_COLUMNS] = {{cell, cell, "e"}, {"short", "1", "e"}};

    const char *text = written(columns, 3, rows, 2, 0);
    CONTAINS("xx       7\n", text); /* the optional column is gone, nothing is cut */
    TRUE(strstr(text, "Extra") == NULL && strstr(text, "..") == NULL);
    text = written(columns, 3, wide, 2, 0);
    CONTAINS("xxxxxxxxxx..  xxx", text);
    EQ(CAPACITY__LINE_WIDTH, longest_line(text));
    CONTAINS("Extra", written(columns, 3, rows, 2, 1)); /* Markdown has all */
}

static void cells_are_cut_between_characters(void)
{
    static const capacity__column columns[] = {{"", CAPACITY__SHRINKS}, {"N", CAPACITY__RIGHT}};
    char name[2 * 90 + 1], number[41];
    for (size_t i = 0; i < 90; i++)
        memcpy(name + 2 * i, "\xc3\xa9", 3); /* e acute */
    memset(number, '9', 40);
    number[40] = '\0';
    const char *const rows[][CAPACITY__TABLE_COLUMNS] = {{name, number}};
    const char *text = written(columns, 2, rows, 1, 0);
    EQ(CAPACITY__LINE_WIDTH, longest_line(text));
    CONTAINS("\xc3\xa9..  999", text);
    TRUE(strchr(text, '?') == NULL);
}

static void a_cell_of_which_only_spaces_fit_is_two_dots(void)
{
    static const capacity__column columns[] = {{"", CAPACITY__SHRINKS}, {"N", CAPACITY__RIGHT}};
    char name[121], number[41];
    memset(name, ' ', 60);
    memset(name + 60, 'x', 60);
    name[120] = '\0';
    memset(number, '9', 40);
    number[40] = '\0';
    const char *const rows[][CAPACITY__TABLE_COLUMNS] = {{name, number}};
    const char *text = strchr(written(columns, 2, rows, 1, 0), '\n') + 1;
    EQ(0, strncmp(text, "..   ", 5));
    EQ(CAPACITY__LINE_WIDTH, strcspn(text, "\n"));
}

/* Three hyphens, or a colon in place of the last, make a rule of Markdown. */
static void narrow_columns_of_markdown_are_three_wide(void)
{
    static const capacity__column narrow[] = {{"a", 0}, {"b", CAPACITY__RIGHT}};
    const char *const rows[][CAPACITY__TABLE_COLUMNS] = {{"x", "1"}};
    SAME("| a   |   b |\n"
         "| --- | --: |\n"
         "| x   |   1 |\n",
         written(narrow, 2, rows, 1, 1));
}

static void a_row_too_long_for_its_room_is_cut(void)
{
    static char cell[2 * CAPACITY__ROW_SIZE];
    memset(cell, 'y', sizeof cell - 1);
    const char *const rows[][CAPACITY__TABLE_COLUMNS] = {{"a", "1", cell}, {cell, "2", "z"}};
    const char *text = written(three, 3, rows, 2, 1);
    TRUE(strlen(text) < ROOM - 1);
    CONTAINS("| a ", text);
}

static const char *clean(const char *raw, int markdown)
{
    static char text[256];
    capacity__out out = capacity__out_new(text, sizeof text);
    capacity__put_clean(&out, raw, strlen(raw), markdown);
    ck_assert_int_eq(capacity__out_end(&out, NULL, NULL), CAPACITY_OK);
    ck_assert_uint_eq(capacity__clean_width(raw, strlen(raw), markdown),
                      capacity__clean_width(text, strlen(text), 0));
    return text;
}

static void foreign_text_is_made_harmless(void)
{
    SAME("plain text, 100 %", clean("plain text, 100 %", 1));
    SAME("?[31mred? ?", clean("\x1b[31mred\x7f \n", 0));
    SAME("caf\xc3\xa9 \xf0\x9f\x98\x80", clean("caf\xc3\xa9 \xf0\x9f\x98\x80", 0));
    SAME("c1 ? end", clean("c1 \xc2\x9b end", 0)); /* a control character of two bytes */
    SAME("cut ?", clean("cut \xc3", 0));
    SAME("bad ?? ?", clean("bad \xff\xfe \xc0", 0));
    SAME("a|b", clean("a|b", 0));
    SAME("a\\|b \\<b> \\*c\\* \\`d\\` \\[e] \\\\", clean("a|b <b> *c* `d` [e] \\", 1));
}

static void markdown_cells_cannot_break_out(void)
{
    const char *const rows[][CAPACITY__TABLE_COLUMNS] = {{"a | b\n| c", "1", "n"}};
    SAME("| Name        | Number | Note |\n"
         "| ----------- | -----: | ---- |\n"
         "| a \\| b?\\| c |      1 | n    |\n",
         written(three, 3, rows, 1, 1));
}

static void paragraphs_wrap_at_words(void)
{
    char text[512];
    capacity__out out = capacity__out_new(text, sizeof text);
    capacity__wrap wrap = capacity__wrap_new(&out, 90, 4);
    capacity__wrap_put(&wrap, "  one two");
    capacity__wrap_format(&wrap, "%s-%s %s", "three", "four", "five");
    ck_assert_int_eq(capacity__out_end(&out, NULL, NULL), CAPACITY_OK);
    SAME("one two\n    three-four five", text);
    EQ(4 + strlen("three-four five"), wrap.column);
}

/* There is no place to break it. */
static void a_word_longer_than_a_line_stands_alone(void)
{
    char text[512], word[CAPACITY__LINE_WIDTH + 11], want[512];
    memset(word, 'w', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    capacity__out out = capacity__out_new(text, sizeof text);
    capacity__wrap wrap = capacity__wrap_new(&out, 0, 4);
    capacity__wrap_put(&wrap, word);
    capacity__wrap_put(&wrap, "next");
    ck_assert_int_eq(capacity__out_end(&out, NULL, NULL), CAPACITY_OK);
    snprintf(want, sizeof want, "%s\n    next", word);
    SAME(want, text);
}

static void a_prefix_is_no_longer_than_its_text(void)
{
    EQ(3, capacity__clean_prefix("\xc3\xa9x", 3, 2));
    EQ(2, capacity__clean_prefix("\xc3\xa9x", 3, 1));
    EQ(3, capacity__clean_prefix("\xc3\xa9x", 3, 9));
    EQ(0, capacity__clean_prefix("x", 1, 0));
}

static const char *text_of(void (*put)(capacity__out *out, int64_t a, int64_t b), int64_t a,
                           int64_t b)
{
    static char text[64];
    capacity__out out = capacity__out_new(text, sizeof text);
    put(&out, a, b);
    ck_assert_int_eq(capacity__out_end(&out, NULL, NULL), CAPACITY_OK);
    return text;
}

static void put_closed(capacity__out *out, int64_t low, int64_t high)
{
    capacity__put_printed(out, low, high, 0);
}

static void put_open(capacity__out *out, int64_t low, int64_t high)
{
    capacity__put_printed(out, low, high, 1);
}

static void put_rate(capacity__out *out, int64_t nusd, int64_t unused)
{
    (void)unused;
    capacity__put_rate(out, nusd);
}

static void ranges_and_amounts(void)
{
    SAME("5-15", text_of(capacity__put_range, 5, 15));
    SAME("5", text_of(capacity__put_range, 5, 5));
    SAME("$480.77-945.94", text_of(capacity__put_money_range, 480770000, 945939999));
    SAME("$0.00", text_of(capacity__put_money_range, 0, 0));
    SAME("$9999.99-10000.00", text_of(capacity__put_money_range, 9999990000, 9999999999));
    SAME("$7707-22978", text_of(capacity__put_money_range, 7706560000, 22978230000));
    SAME("$10001", text_of(capacity__put_money_range, 10000500000, 10000500000));
    SAME("$500-800", text_of(put_closed, 500000000, 800000000));
    SAME("$6000-12000+", text_of(put_open, 6000000000, 12000000000));
    SAME("$12.50-20", text_of(put_closed, 12500000, 20000000));
    SAME("$20", text_of(put_closed, 20000000, 20000000));
    SAME("$0.10", text_of(put_rate, 100000000, 0));
    SAME("$0.0832", text_of(put_rate, 83200000, 0));
    SAME("$0.000000625", text_of(put_rate, 625, 0));
}

static const scenario scenarios[] = {
    SCENARIO(columns_are_aligned),
    SCENARIO(empty_columns_and_rows_are_left_out),
    SCENARIO(long_lines_are_cut_to_fit),
    SCENARIO(cells_are_cut_between_characters),
    SCENARIO(a_cell_of_which_only_spaces_fit_is_two_dots),
    SCENARIO(narrow_columns_of_markdown_are_three_wide),
    SCENARIO(a_row_too_long_for_its_room_is_cut),
    SCENARIO(foreign_text_is_made_harmless),
    SCENARIO(markdown_cells_cannot_break_out),
    SCENARIO(paragraphs_wrap_at_words),
    SCENARIO(a_word_longer_than_a_line_stands_alone),
    SCENARIO(a_prefix_is_no_longer_than_its_text),
    SCENARIO(ranges_and_amounts),
};

TEST_MAIN(table, NULL)
