// A realistic policy of any length for benchmarks: vocabulary, rules of every kind, duties, guarantees and scenarios in
// the proportions of the examples. The same seed and length give the same text.

/** The text of a policy of about `lines` lines. */
export function policyOfLength(lines: number, seed = 1): string {
    const random = makeRandom(seed);
    const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
    const blocks = Math.max(1, Math.round((lines - HEAD_LINES) / BLOCK_LINES));
    const parts = [head(blocks)];
    for (let block = 0; block < blocks; block++) parts.push(makeBlock(block, blocks, pick, random));
    return `${parts.join('\n')}\n`;
}

const HEAD_LINES = 22;
const BLOCK_LINES = 60;

function head(blocks: number): string {
    return `policy bench "A policy of ${blocks} parts" effective from 2020-01-01 as of received

choice Kind "Kind of thing" { car "Car"  van "Van"  bus "Bus"  tram "Tram"  bike "Bicycle" }
choice Paper "Paper" { lease "Lease"  bill "Bill"  licence "Licence" }
choice Ruling "Ruling of an officer" { pending "Not yet made"  grant "Grant"  decline "Decline" }
category heavy "Heavy" of Kind { van bus tram }

fact received "When was it received?": date default 2024-06-01

outcome granted "Granted" as accept
outcome refused "Refused" as refuse
outcome refusedForNow "Refused for now" refines refused
outcome referred "Referred" as refer

on refused {
  must tell applicant "why the permit was refused"
  should "review the file again in a month"
}
guarantee "Nothing is granted before it is received" { when received < 2019-01-01  never granted }
`;
}

function makeBlock(at: number, blocks: number, pick: <T>(items: readonly T[]) => T, random: () => number): string {
    const amount = () => Math.floor(random() * 20_000).toLocaleString('en-GB');
    const kind = () => pick(['car', 'van', 'bus', 'tram', 'bike']);
    const later = at + 1 + Math.floor(random() * 3);
    const jump = later < blocks ? `go to P${later}a` : 'next';
    const low = 1_000 + Math.floor(random() * 9_000);
    return `
// ---- part ${at}: what is asked, and what follows from the answers

fact kind${at}    "What kind of thing is number ${at}?": Kind
fact badge${at}   "Is there a badge for number ${at}?": yes/no default no
fact doubt${at}   "Is anything known against number ${at}?": yes/no or unknown
fact income${at}  "What is the income behind number ${at}?": money GBP or unknown
fact size${at}    "How long is number ${at}, in metres?": number from 0 to 20 step 0.1 default 4
fact waiting${at} "How long has number ${at} waited?": duration in days default 3 days
fact papers${at}  "Which papers were shown for number ${at}?": set of Paper
fact ruling${at}  "What has the officer decided about number ${at}?": Ruling default pending

parameter limit${at} "Limit of part ${at}" =
  from 2020-01-01 £${low}
  from 2023-04-01 £${low + 500}
define shown${at} "Papers shown" = papers${at} has licence and papers${at} has any of lease, bill
score need${at} "Need" {
  3 when badge${at}
  2 when kind${at} is heavy and not (size${at} > ${(3 + random() * 9).toFixed(1)} or waiting${at} >= 5 days)
  points for waiting${at} { under 10 days => 0  10 days to 30 days => 1  over 30 days => 2 }
}

exempt E${at} "Exemption ${at}" {
  when kind${at} is ${kind()} and size${at} < 1.5 => granted because "it is small"
  except when doubt${at} => next
}
principle P${at}a "Papers of part ${at}" {
  note "A tenancy agreement is enough."
  only when kind${at} is not ${kind()}
  ask "Are the papers of number ${at} complete?" shown${at}
    yes => next
    no  => refusedForNow because "papers are lacking"
}
principle P${at}b "Income of part ${at}" {
  step a "Amount" {
    ask income${at}
      at most limit${at}  => next
      over limit${at}     => ${jump}
      unknown             => referred because "the income is in doubt"
  }
  step b "Need" {
    ask need${at}
      at least 4 => next
      otherwise  => ${jump}
  }
}
principle P${at}c "Size of part ${at}" {
  table | kind${at} | size${at}     | badge${at} | => |
        | heavy     | over ${(12 + random() * 6).toFixed(1)}     | -          | => referred because "an officer looks at it" |
        | ${kind()} | at most 1.2   | yes        | => granted |
        | -         | over 18.5     | -          | => refused because "it is too long" |
        | -         | -             | -          | => next |
}
principle P${at}d "Officer on part ${at}" {
  only when doubt${at}
  ask ruling${at}  pending, grant => next  decline => refused because "an officer declined"
}
case base${at} "A plain case" { kind${at}: ${kind()}  doubt${at}: no  income${at}: £${amount()}  papers${at}: { lease, licence } }
scenario "Number ${at} is too long" like base${at} { size${at}: 19  expect refused at P${at}c  tagged size }
scenario table "Amounts of part ${at}" like base${at} {
  | income${at} | badge${at} | expect  |
  | £${amount()} | yes        | granted |
  | unknown     | no         | referred at P${at}b.a |
}`;
}

/** Mulberry32. */
function makeRandom(seed: number): () => number {
    let state = seed;
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let t = Math.imul(state ^ (state >>> 15), 1 | state);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
    };
}
