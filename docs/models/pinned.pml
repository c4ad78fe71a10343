/* A request that names a host (EX-5), what a crash of that host does to it (EX-8), and "Run elsewhere" (EX-7, EX-9).
   The host writes session and assignment, synced; then "started", not synced; then hands the source over. It may die at any
   moment; power loss may take what was not synced. When it comes back it settles what it had and runs nothing again. Who asked
   may at any moment believe that it is gone, and in one change take the request back and ask another host.
   MUT 1: after a restart what is not finished is run. MUT 2: the assignment is not synced before the source is handed over.
   MUT 3: a request that was taken back is started all the same. */
#ifndef MUT
#define MUT 0
#endif
bool known, cancelled;          /* at the host: merged */
bool asked = true, moved;       /* at who asked */
bool assigned, started, ended;  /* on the host's disk */
bool synced;                    /* of these, the assignment */
bool taken, seenCancel;         /* in the host's memory */
byte crashes = 0;
byte runs = 0, again = 0;

proctype Host() {
  do
  :: atomic { asked && !known -> known = true }
  :: atomic { moved && !cancelled -> cancelled = true }
  :: atomic { cancelled && !seenCancel ->
       seenCancel = true;
       if :: !started && !ended -> ended = true :: else fi }
  /* takes it up */
  :: atomic { known && !taken && !ended && !(assigned) -> taken = true; assigned = true;
#if MUT!=2
       synced = true
#endif
     }
#if MUT==1
  :: atomic { known && !taken && assigned && !ended -> taken = true; started = false }
#endif
  /* hands the source over */
#if MUT==3
  :: atomic { taken && assigned && !started -> started = true; runs++; assert(runs <= 1); assert(!seenCancel) }
#else
  :: atomic { taken && assigned && !started && !ended -> started = true; runs++; assert(runs <= 1); assert(!seenCancel) }
#endif
  :: atomic { started && !ended -> ended = true }
  /* dies; what was not synced may be gone */
  :: atomic { crashes < 2 -> crashes++;
       if :: taken && !synced -> assigned = false; started = false :: started && !ended -> started = false :: skip fi;
       taken = false; seenCancel = false;
#if MUT!=1
       if :: assigned && !ended -> ended = true :: else fi
#endif
     }
  :: timeout -> break
  od
}

proctype Asker() {
  if :: atomic { !ended -> moved = true } :: skip fi
}

proctype Other() {
  do
  :: atomic { moved && again == 0 -> again++; assert(again <= 1) }
  :: timeout -> break
  od
}

init { atomic { run Host(); run Asker(); run Other() } }
