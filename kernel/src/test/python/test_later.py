"""What goes on after a cell has ended: tasks and threads, and whose output it is."""

import threading
import time
import unittest

from recording import SessionCase

PATIENCE_SECONDS = 30


class Later(SessionCase):
    def idle_until(self, done):
        """Does what the host does while no cell runs, until somebody else sees it done."""

        over = threading.Event()

        def wake_when_done():
            end = time.monotonic() + PATIENCE_SECONDS
            while not done() and time.monotonic() < end:
                time.sleep(0.001)
            over.set()
            self.session.wake()

        watcher = threading.Thread(target=wake_when_done)
        watcher.start()
        while not over.is_set() and self.session.idle():
            pass
        watcher.join()
        self.assertTrue(done(), self.host.events)

    def test_tasks_go_on_between_cells_and_write_to_their_own(self):
        self.shown(
            "import asyncio\nasync def tick(name):\n    await asyncio.sleep(0.01)\n    print(name)\n"
            "task = asyncio.create_task(tick('first'))"
        )
        self.shown("other = asyncio.ensure_future(tick('second'))")
        self.host.owners.clear()
        self.idle_until(lambda: self.written().count("\n") == 2)
        self.assertEqual(["run-1", "run-2"], sorted(set(self.host.owners)))

    def test_callbacks_go_on_too(self):
        self.shown("import asyncio\nasyncio.get_running_loop().call_later(0.01, print, 'called')")
        self.idle_until(lambda: "called" in self.written())

    def test_without_a_loop_nothing_is_to_go_on(self):
        self.session.wake()
        self.assertFalse(self.session.idle())

    def test_a_wake_that_comes_late_does_not_stop_a_cell_that_awaits(self):
        self.shown("import asyncio\nloop = asyncio.get_running_loop()")
        self.session.wake()
        self.assertEqual("5", self.shown("await asyncio.sleep(0.01, 5)"))

    def test_a_loop_that_can_not_wait_ends(self):
        self.shown("import asyncio\nloop = asyncio.get_running_loop()")
        self.shown("def gone(timeout): raise ValueError('too many descriptors')\nloop._selector.select = gone")
        self.assertTrue(self.session.idle())
        self.assertIn("The event loop ended", self.written("stderr"))
        self.assertFalse(self.session.idle())
        self.assertEqual("5", self.shown("await asyncio.sleep(0.01, 5)"))

    def test_a_task_can_be_awaited_later(self):
        self.shown("import asyncio\nasync def f(): return 5\ntask = asyncio.create_task(f())")
        self.assertEqual("5", self.shown("await task"))

    def test_a_task_that_fails_does_not_end_the_others(self):
        self.shown(
            "import asyncio\nasync def bad(): raise SystemExit(1)\nasync def good():\n"
            "    await asyncio.sleep(0.01)\n    print('good')\na, b = asyncio.create_task(bad()), asyncio.create_task(good())"
        )
        self.idle_until(lambda: "good" in self.written())
        self.assertIn("SystemExit", self.written("stderr"))
        self.assertEqual("True", self.shown("isinstance(a.exception(), SystemExit)"))

    def test_loops_of_ones_own_work_in_a_cell(self):
        self.shown("import asyncio\nasync def f(): return 5")
        self.assertEqual("5", self.shown("asyncio.run(f())"))
        self.assertEqual("5", self.shown("asyncio.get_event_loop().run_until_complete(f())"))
        self.assertEqual("5", self.shown("loop = asyncio.new_event_loop()\nloop.run_until_complete(f())"))
        self.assertEqual("5", self.shown("asyncio.run(f())\nawait asyncio.create_task(f())"))

    def test_no_loop_counts_as_running_outside_of_cells(self):
        self.shown("import asyncio\nasync def f(): return asyncio.get_running_loop()\nloop = await f()")
        import asyncio

        self.assertIsNone(asyncio._get_running_loop())
        self.assertEqual("True", self.shown("asyncio.get_running_loop() is loop"))

    def test_threads_write_to_the_cell_that_started_them(self):
        self.shown(
            "import threading\ngo = threading.Event()\n"
            "def tell():\n    go.wait()\n    print('late')\n    threading.Thread(target=print, args=('later',)).start()\n"
            "t = threading.Thread(target=tell)\nt.start()"
        )
        self.host.owners.clear()
        self.shown("go.set()\nt.join()")
        self.idle_until(lambda: "later\n" in self.written())
        self.assertEqual({"run-1"}, set(self.host.owners))


if __name__ == "__main__":
    unittest.main()
