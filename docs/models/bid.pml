/* The bid for the session of open requests (EX-6), as org.anode.node.host.BidMachine makes it. Three hosts, one request r.
   MODE 0: all reach each other. MODE 1: a joiner (0 and 2 learn of each other late, at different times).
   MODE 2: who is reached may also shrink falsely (partition, false suspicion): bound only.
   CRASH 1: one host may die at any time; the others notice later. LOSS n: n messages may be lost.
   MUT 1: answers carry no knowledge. MUT 2: the owner of a rival bid need not answer. MUT 3: it runs before the others have
   stored the session and what it was given. MUT 4: the bid of a dead host counts for ever. */
#ifndef MODE
#define MODE 0
#endif
#ifndef CRASH
#define CRASH 0
#endif
#ifndef MUT
#define MUT 0
#endif
#ifndef LOSS
#define LOSS 1
#endif
#define N 3
#define GM 4            /* generations 1..3 */
#define bit(i) (1<<(i))
mtype = {BID, ACK, SESS, SACK};
chan ch[9] = [1] of {mtype, byte, byte, byte, byte, byte};  /* type, g, bids at g, top, sess holders, sess top gen */
mtype = {IDLE, BIDDING, FOLLOW, OPENED, DONE};
mtype ph[N]; byte alive = 7; byte view[N]; byte g[N]; byte acks[N]; byte sacks[N];
byte top[N];              /* highest generation known in any bid or session */
byte btop[N];             /* bidders known at generation top */
byte sess[N]; byte sgen[N]; /* owners of known sessions (assignments of r); highest generation among them */
byte runs = 0, opens = 0, losses = 0, shrinks = 0; bool crashed = false;

inline learnb(m, gg, bb) { if :: gg > top[m] -> top[m] = gg; btop[m] = bb :: gg == top[m] -> btop[m] = btop[m] | bb :: else fi }
inline learns(m, ss, gg) { sess[m] = sess[m] | ss; if :: gg > sgen[m] -> sgen[m] = gg :: else fi; if :: gg > top[m] -> top[m] = gg; btop[m] = 0 :: else fi }
inline step(m) {        /* after new knowledge: yield */
  if :: ph[m]==BIDDING && (top[m] > g[m] || sgen[m] >= g[m] || (btop[m] & (bit(m)-1))) -> ph[m] = FOLLOW :: else fi;
  if :: ph[m]==OPENED && sgen[m] > g[m] -> ph[m] = DONE :: else fi }
#define LIVEOWNERS(m) (btop[m] & (view[m] | bit(m)))
#define AWAIT(m) (sess[m] & view[m])

#if MUT==2
#define NEED view[me]
#else
#define NEED (view[me] | btop[me])
#endif
#if MODE==2
#define GONE (7 & ~view[me] & ~bit(me))
#else
#define GONE (7 & ~view[me] & ~bit(me) & ~alive)
#endif
#define LOWGONE (((btop[me]&1) && (GONE&1)) || (!(btop[me]&1) && (btop[me]&2) && (GONE&2)) || (!(btop[me]&3) && (btop[me]&4) && (GONE&4)))
#if MUT==1
#define SENDACK ch[me*N+j]!ACK,a,0,a,0,0
#else
#define SENDACK ch[me*N+j]!ACK,a,btop[me],top[me],sess[me],sgen[me]
#endif
proctype Node(byte me) {
  byte j, a, b, c, d, e; 
  do
  /* bid: no session of a reachable host known, no bid of the top generation by a reachable node known */
  :: atomic { (alive & bit(me)) && ph[me]==IDLE && !(sess[me] & (view[me]|bit(me))) && top[me] < GM-1 && !(btop[me] & view[me]) ->
       top[me]++; g[me] = top[me]; btop[me] = bit(me); acks[me] = bit(me); sacks[me] = bit(me); ph[me] = BIDDING }
  :: atomic { (alive & bit(me)) && ph[me]==IDLE && ((sess[me] & view[me]) || (btop[me] & view[me])) -> ph[me] = FOLLOW }
  /* (re)send, any number of times */
  :: atomic { ph[me]==BIDDING && !(acks[me]&1) && (me!=0) && (alive & bit(me)) && (alive&1) && (view[me]&1) && empty(ch[me*N+0]) && empty(ch[0*N+me]) -> ch[me*N+0]!BID,g[me],btop[me],top[me],sess[me],sgen[me] }
  :: atomic { (ph[me]==OPENED || (ph[me]==DONE && (sess[me]&bit(me)))) && !(sacks[me]&1) && (me!=0) && (alive & bit(me)) && (alive&1) && (view[me]&1) && empty(ch[me*N+0]) && empty(ch[0*N+me]) -> ch[me*N+0]!SESS,g[me],btop[me],top[me],sess[me],sgen[me] }
  :: atomic { ph[me]==BIDDING && !(acks[me]&2) && (me!=1) && (alive & bit(me)) && (alive&2) && (view[me]&2) && empty(ch[me*N+1]) && empty(ch[1*N+me]) -> ch[me*N+1]!BID,g[me],btop[me],top[me],sess[me],sgen[me] }
  :: atomic { (ph[me]==OPENED || (ph[me]==DONE && (sess[me]&bit(me)))) && !(sacks[me]&2) && (me!=1) && (alive & bit(me)) && (alive&2) && (view[me]&2) && empty(ch[me*N+1]) && empty(ch[1*N+me]) -> ch[me*N+1]!SESS,g[me],btop[me],top[me],sess[me],sgen[me] }
  :: atomic { ph[me]==BIDDING && !(acks[me]&4) && (me!=2) && (alive & bit(me)) && (alive&4) && (view[me]&4) && empty(ch[me*N+2]) && empty(ch[2*N+me]) -> ch[me*N+2]!BID,g[me],btop[me],top[me],sess[me],sgen[me] }
  :: atomic { (ph[me]==OPENED || (ph[me]==DONE && (sess[me]&bit(me)))) && !(sacks[me]&4) && (me!=2) && (alive & bit(me)) && (alive&4) && (view[me]&4) && empty(ch[me*N+2]) && empty(ch[2*N+me]) -> ch[me*N+2]!SESS,g[me],btop[me],top[me],sess[me],sgen[me] }
  /* receive */
  :: atomic { (alive & bit(me)) && ((nempty(ch[0*N+me]) || nempty(ch[1*N+me]) || nempty(ch[2*N+me]))) -> 
       if :: nempty(ch[0*N+me]) -> j = 0 :: nempty(ch[1*N+me]) -> j = 1 :: nempty(ch[2*N+me]) -> j = 2 fi;
       if :: ch[j*N+me]?BID,a,b,c,d,e -> learnb(me,c,b); learns(me,d,e); step(me);
            e=0; if :: empty(ch[me*N+j]) -> e=1 :: nempty(ch[me*N+j]) -> skip fi; if :: e==1 -> SENDACK :: else -> skip fi
          :: ch[j*N+me]?ACK,a,b,c,d,e -> learnb(me,c,b); learns(me,d,e); if :: a==g[me] -> acks[me] = acks[me] | bit(j) :: else fi; step(me)
          :: ch[j*N+me]?SESS,a,b,c,d,e -> learnb(me,c,b); learns(me,d,e); step(me); e=0; if :: empty(ch[me*N+j]) -> e=1 :: nempty(ch[me*N+j]) -> skip fi; if :: e==1 -> ch[me*N+j]!SACK,a,btop[me],top[me],sess[me],sgen[me] :: else -> skip fi
          :: ch[j*N+me]?SACK,a,b,c,d,e -> learnb(me,c,b); learns(me,d,e); if :: a==g[me] -> sacks[me] = sacks[me] | bit(j) :: else fi; step(me) fi;
       if :: MODE!=2 && (alive & bit(j)) -> view[me] = view[me] | bit(j) :: else -> skip fi; a=0; b=0; c=0; d=0; e=0; j=0 }
  /* lose a message */
  :: atomic { losses < LOSS && (alive & bit(me)) && ((nempty(ch[0*N+me]) || nempty(ch[1*N+me]) || nempty(ch[2*N+me]))) -> if :: nempty(ch[0*N+me]) -> j=0 :: nempty(ch[1*N+me]) -> j=1 :: nempty(ch[2*N+me]) -> j=2 fi; ch[j*N+me]?_,_,_,_,_,_; losses++; j=0 }
  /* open: everybody I reach and the owner of every rival bid of my generation has answered; mine is lowest */
  :: atomic { (alive & bit(me)) && ph[me]==BIDDING && top[me]==g[me] && sgen[me] < g[me] && ((acks[me] & NEED) == NEED) && !(btop[me] & (bit(me)-1)) ->
       ph[me] = OPENED; opens++;
       if :: sess[me]==0 -> sess[me] = bit(me) :: else -> sess[me] = sess[me] | bit(me); sacks[me] = sacks[me] | 128 /* r already assigned elsewhere: do not take it */ fi;
       sgen[me] = g[me];
#if MUT==3
       if :: !(sacks[me] & 128) -> runs++ :: else fi; sacks[me] = sacks[me] | 128
#endif
     }
  /* run r: session and assignment are stored by everybody I reach */
  :: atomic { (alive & bit(me)) && ph[me]==OPENED && ((sacks[me] & view[me]) == view[me]) ->
       if :: !(sacks[me] & 128) -> runs++ :: else fi; ph[me] = DONE }
  /* give up waiting for a node that is gone: start over one generation higher */
#if MUT!=4
  :: atomic { (alive & bit(me)) && top[me] < GM-1 && !(sess[me] & (view[me]|bit(me))) && ((ph[me]==FOLLOW && LOWGONE) || (ph[me]==BIDDING && (btop[me] & GONE & ~acks[me])) || (ph[me]==FOLLOW && sgen[me]==top[me] && (sess[me] & GONE))) -> 
        top[me]++; g[me] = top[me]; btop[me] = bit(me); acks[me] = bit(me); sacks[me] = bit(me); ph[me] = BIDDING }
#endif
#if CRASH
  :: atomic { !crashed && (MODE!=1 || me!=1) && (alive & bit(me)) -> crashed = true; alive = alive & ~bit(me); break }
#endif
  :: atomic { (view[me] & ~alive & 7) && (alive & bit(me)) -> view[me] = view[me] & alive }
#if MODE==1
  :: atomic { me==0 && !(view[0] & 4) && (alive & 4) -> view[0] = view[0] | 4 }
  :: atomic { me==2 && !(view[2] & 1) && (alive & 1) -> view[2] = view[2] | 1 }
#endif
#if MODE==2
  :: atomic { shrinks==0 -> shrinks = 1; view[0] = 0; view[1] = view[1] & ~1; view[2] = view[2] & ~1 }
#endif
  :: timeout -> break
  od
}
init { byte k;
  atomic {
    view[0] = 6; view[1] = 5; view[2] = 3;
#if MODE==1
    view[0] = 2; view[2] = 2;
#endif
    ph[0]=IDLE; ph[1]=IDLE; ph[2]=IDLE;
    run Node(0); run Node(1); run Node(2) }
  (_nr_pr == 2);
  /* quiescent: liveness */
#ifdef LIVE
  assert(opens >= 1);
  assert( ((sess[0]&alive)!=0 || !(alive&1)) && ((sess[1]&alive)!=0 || !(alive&2)) && ((sess[2]&alive)!=0 || !(alive&4)) )
#endif
}
#ifndef BOUND
#define BOUND 1
#endif
active proctype Mon() { end: atomic { (runs > BOUND) -> assert(runs <= BOUND) } }
