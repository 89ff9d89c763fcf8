"""Whole traces through a simulation that keeps few rows: the same as through one that has room for all.

SPDX-License-Identifier: Apache-2.0
"""
import array
import io
import pathlib
import tempfile
import unittest
from unittest import mock

import support
import libcapacity as lc
from libcapacity import _ffi, _play

SECOND = 1_000_000
TICK = 15 * SECOND
ROWS = 3000


def simulation(**options):
    made = lc.Simulation(lc.SimulationOptions(**options))
    made.put_component(lc.SimulationComponent(name="web", requests_per_pod="50", pods_max=20, pods_initial=2))
    made.put_metric(lc.SimulationMetric(component="web", signal=lc.SimulationSignal.RATE, kind=lc.HpaKind.PODS,
                                        target_type=lc.HpaTarget.AVERAGE_VALUE, target=10_000))
    return made


def small():
    """Of these, a trace of ROWS fills both buffers many times."""
    return simulation(ticks_max=7, events_max=256)


TIME = array.array("q", range(0, ROWS * TICK, TICK))
RATE = array.array("q", (20_000 + i % 40 // 20 * 300_000 for i in range(ROWS)))
TEXT = "time,rate\n" + "".join(f"{time // SECOND},{rate / 1000}\n" for time, rate in zip(TIME, RATE))


def expected():
    """Ticks, events, component ticks and totals with room for all."""
    made = simulation(ticks_max=ROWS + 1, events_max=100_000)
    assert made.feed(TIME, RATE) == ROWS and made.finish() == 1
    return list(made.get_ticks()), list(made.get_events()), list(made.get_component_ticks()), made.get_totals()


class Case(unittest.TestCase):
    def played(self, made, play):
        """The same, of a play."""
        ticks, events, parts = [], [], []
        for rows in play:
            self.assertTrue(rows.ticks or rows.events)
            self.assertLessEqual(len(rows.ticks), 7)
            self.assertLessEqual(len(rows.events), 256)
            ticks += rows.ticks
            events += rows.events
            parts += made.get_component_ticks()
        self.assertEqual((made.get_ticks(), made.get_events()), ([], []))
        return ticks, events, parts, made.get_totals()

    def stopped(self, error, play):
        """Times of the ticks before an error, and the error."""
        times = []
        with self.assertRaises(error) as caught:
            for ticks, _ in play:
                times += [tick.time_us for tick in ticks]
        return times, caught.exception


class Arrays(Case):
    def test_a_long_trace_gives_what_room_for_all_gives(self):
        want = expected()
        self.assertEqual(len(want[0]), ROWS)
        self.assertGreater(len(want[1]), 2 * 256)
        for time, rate in ((TIME, RATE), (list(TIME), list(RATE))):
            made = small()
            self.assertEqual(self.played(made, made.play(time, rate)), want)
        for piece in (1, 4, ROWS - 1, ROWS):
            made = small()
            with mock.patch.object(_play, "PIECE", piece):
                self.assertEqual(self.played(made, made.play(TIME, RATE)), want)

    def test_all_columns_reach_the_simulation(self):
        one, two = small(), simulation()
        two.feed(TIME[:50], RATE[:50], range(50), 7)
        two.finish()
        ticks = [tick for rows in one.play(TIME[:50], RATE[:50], range(50), 7) for tick in rows.ticks]
        self.assertEqual(ticks, two.get_ticks())
        self.assertNotEqual(ticks[-1].p95_us, lc.INVALID)

    def test_one_row_that_fills_the_buffers_again_and_again(self):
        made = simulation(ticks_max=7, tick_us=SECOND)
        ticks = self.played(made, made.play([0, 3600 * SECOND], [1000, 1000]))[0]
        self.assertEqual([tick.time_us for tick in ticks], list(range(0, 7200 * SECOND, SECOND)))

    def test_a_bad_row_comes_after_what_was_before_it_and_the_rest_can_be_played(self):
        made, time = small(), list(TIME)
        time[1000] = time[999]
        play = made.play(time, RATE)
        with mock.patch.object(_play, "PIECE", 300):
            times, error = self.stopped(lc.RangeError, play)
        self.assertEqual((error.index, error.call), (1000, "capacity_simulation_feed"))
        self.assertEqual(times, list(TIME[:999]))
        rest = [tick.time_us for rows in made.play(time[1001:], RATE[1001:]) for tick in rows.ticks]
        self.assertEqual(rest, list(TIME[999:]))

    def test_what_stops_a_play_at_once(self):
        made = small()
        with self.assertRaisesRegex(ValueError, "rate_mrps: has 1 elements, time_us has 2"):
            made.play([0, 1], [1])
        with self.assertRaises(TypeError):
            made.play([0, 1], None)
        with self.assertRaises(lc.StateError):
            next(made.play([], []))
        with self.assertRaises(lc.ArgumentError) as caught:
            next(lc.Simulation().play([0], [1]))
        self.assertIsNone(caught.exception.index)
        list(made.play([0], [1]))
        with self.assertRaises(lc.StateError):
            next(made.play([TICK], [1]))
        play = made.play([0], [1])
        made.close()
        with self.assertRaisesRegex(ValueError, "is closed"):
            next(play)

    def test_nothing_is_fed_before_rows_are_asked_for_and_a_loop_that_is_left_keeps_them(self):
        made = small()
        play = made.play(TIME, RATE)
        made.put_component(made.get_components()[0])  # a fed simulation would refuse it
        rows = next(play)
        play.close()
        self.assertEqual((made.get_ticks(), made.get_events()), rows)

    def test_totals_alone(self):
        made = simulation(flags=lc.SimulationFlag.NO_TICKS | lc.SimulationFlag.NO_EVENTS)
        self.assertEqual(list(made.play(TIME, RATE)), [])
        self.assertEqual(made.get_totals(), expected()[3])

    def test_a_simulation_that_takes_nothing_is_an_error_and_no_endless_loop(self):
        made = small()
        with mock.patch.object(_ffi, "capacity_simulation_feed", return_value=0):
            self.assertEqual(self.stopped(lc.InternalError, made.play([0], [1]))[0], [])
        with mock.patch.object(_ffi, "capacity_simulation_feed_text", return_value=0):
            self.assertEqual(self.stopped(lc.InternalError, made.play_text("time,rate\n0,1\n"))[0], [])
        made.feed([0], [1])
        with mock.patch.object(_ffi, "capacity_simulation_finish", return_value=0):
            self.assertEqual(self.stopped(lc.InternalError, made.play([TICK], [1]))[0], [0])


class Texts(Case):
    def test_pieces_cut_anywhere_give_what_room_for_all_gives(self):
        want, data = expected(), TEXT.encode()
        for size in (1, 7, 4096, len(data)):
            made = small()
            pieces = [data[at:at + size] for at in range(0, len(data), size)]
            pieces[::2] = [piece.decode() for piece in pieces[::2]]
            self.assertEqual(self.played(made, made.play_text(pieces)), want)
        for whole in (TEXT, data, bytearray(data), memoryview(data), TEXT.splitlines(keepends=True)):
            made = small()
            self.assertEqual(self.played(made, made.play_text(whole)), want)

    def test_open_files(self):
        want = expected()
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "trace.csv")
            path.write_text(TEXT.rstrip("\n"), encoding="utf-8")
            for mode in ("r", "rb"):
                made = small()
                with open(path, mode) as file, mock.patch.object(_play, "PIECE", 1000):
                    self.assertEqual(self.played(made, made.play_text(file)), want)

    def test_a_file_without_lines_is_not_read_whole(self):
        class Endless(io.RawIOBase):
            given = 0

            def read(self, size=-1):
                self.given += size
                return b"x" * size

        file = Endless()
        with self.assertRaises(lc.TooLargeError):
            next(small().play_text(file))
        self.assertEqual(file.given, _play.PIECE)

    def test_a_refused_line_ends_it_after_what_was_before(self):
        made = small()
        bad = TEXT.replace("\n15000,", "\nx,")
        times, error = self.stopped(lc.CapacitySyntaxError, made.play_text(bad))
        self.assertEqual((error.index, error.column, error.call), (1002, 1, "capacity_simulation_feed_text"))
        self.assertEqual(times, list(TIME[:999]))

    def test_refused_lines_are_told_and_all_others_played(self):
        made, lines = small(), TEXT.splitlines(keepends=True)
        lines[700:700] = ["0,1\n", "9000,NaN\n", "9000,99999999999\n", "9" * 5000 + "\n", "1,2,3\n"]
        lines += ["44999,"]
        for size in (1, 4096):
            made, errors, text = small(), [], "".join(lines)
            pieces = (text[at:at + size] for at in range(0, len(text), size))
            self.assertEqual(self.played(made, made.play_text(pieces, errors.append)), expected())
            self.assertEqual([(type(error), error.index) for error in errors], [
                (lc.RangeError, 701), (lc.CapacitySyntaxError, 702), (lc.RangeError, 703), (lc.TooLargeError, 704),
                (lc.CapacitySyntaxError, 705), (lc.CapacitySyntaxError, ROWS + 7)])

    def test_a_refused_last_line_without_an_end(self):
        times, error = self.stopped(lc.CapacitySyntaxError, small().play_text(TEXT + '45000,"1'))
        self.assertEqual((len(times), error.index), (ROWS - 1, ROWS + 2))
        errors, made = [], small()
        self.assertEqual(self.played(made, made.play_text(TEXT + '45000,"1', errors.append)), expected())
        self.assertEqual(len(errors), 1)

    def test_what_is_not_of_one_line_ends_it_all_the_same(self):
        errors = []
        for text, error in (("time,speed\n0,1\n", lc.FieldError), ("time,time\n", lc.ExistsError), ("", lc.StateError),
                            ("time,rate\n", lc.StateError)):
            self.assertEqual(self.stopped(error, small().play_text(text, errors.append))[0], [])
        self.assertEqual(self.stopped(lc.ArgumentError, lc.Simulation().play_text("time,rate\n0,1\n", errors.append))[0], [])
        self.assertEqual(errors, [])

    def test_errors_of_the_callers_own_come_after_what_was_before(self):
        def pieces():
            yield "time,rate\n0,1\n15,1\n30,1\n"
            raise OSError("gone")

        def refuse(error):
            raise LookupError(error.index)

        self.assertEqual(self.stopped(OSError, small().play_text(pieces()))[0], [0, TICK])
        times, error = self.stopped(LookupError, small().play_text("time,rate\n0,1\n15,1\n15,1\n30,1\n", refuse))
        self.assertEqual((times, error.args), ([0], (4,)))
        for wrong in (5, [5], [None]):
            with self.assertRaises(TypeError):
                next(small().play_text(wrong))

    def test_a_million_rows(self):
        block = 10_000
        made = simulation(ticks_max=7, tick_us=300 * SECOND, sync_us=300 * SECOND)
        pieces = ("time,rate\n" * (at == 0) + "".join([f"{i},90\n" for i in range(at, at + block)])
                  for at in range(0, 1_000_000, block))
        ticks = self.played(made, made.play_text(pieces))[0]
        self.assertEqual([tick.time_us for tick in ticks], list(range(0, 1_000_000 * SECOND, 300 * SECOND)))
        self.assertEqual(made.get_totals().demand_m, 90_000 * 1_000_000)


if __name__ == "__main__":
    unittest.main()
