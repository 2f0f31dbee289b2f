// How fast cases are decided, against a function written by hand for the same policy. All are first held equal on every
// case. Build and run: npx esbuild test/bench/decide.ts --bundle --platform=node --format=esm
// --outfile=/tmp/decide.mjs --log-level=error && node /tmp/decide.mjs

import { readFileSync } from 'node:fs';
import { checkFile, type Facts, loadProject, type Policy, type Value } from '../../language/index.js';
import { compile } from '../../language/run/compile.js';
import { lineDecider } from '../../language/run/decide-line.js';
import { jsonEncoder } from '../../language/run/encode-json.js';
import { interpret } from '../../language/run/interpret.js';
import { type CrimeCase, decideByHand } from './decide-by-hand.js';

const PATH = 'examples/crime-assessment/as-intended.tenet';
const CASES = 100_000;
const ROUNDS = 9;

let seed = 20_170_904;

const policy = await load();
const crimes = Array.from({ length: CASES }, randomCrime);
const factsOfAll = crimes.map(factsOf);
const lines = crimes.map(lineOf);

const compileStart = performance.now();
const { decide, decideRow, encode, layout, outcome } = compile(policy);
decide(factsOfAll[0] as Facts);
const compileTime = performance.now() - compileStart;
const rows = new Float64Array(CASES * layout.width);
for (const [index, facts] of factsOfAll.entries()) encode(facts, rows, index * layout.width);
const decideLine = lineDecider(policy);
const encodeObject = jsonEncoder(policy, layout);
const scratch = new Float64Array(layout.width);
const objects = lines.map((line): unknown => JSON.parse(line));

// ---- equal first

for (const [index, crime] of crimes.entries()) {
    const byHand = decideByHand(crime);
    const facts = factsOfAll[index] as Facts;
    const plain = interpret(policy, facts);
    const full = decide(facts);
    const short = policy.outcomes[outcome(rows, index * layout.width)]?.name ?? 'not-effective';
    const line = JSON.parse(decideLine(index, lines[index] as string).text);
    const found = [plain, full].map((verdict) => (verdict.kind === 'outcome' ? verdict.outcome : verdict.kind));
    const same = [...found, short, line.outcome ?? line.verdict].every((each) => each === byHand);
    if (!same || JSON.stringify(plain) !== JSON.stringify(full)) {
        throw new Error(`unequal: ${lines[index]}: by hand ${byHand}, found ${found}, ${short}, ${line.outcome}`);
    }
}

// ---- then fast, all in turn, so that a slow moment of the machine meets them alike

let sink = 0;
const contestants: Readonly<Record<string, () => void>> = {
    'by hand, outcome only': () => {
        for (let index = 0; index < CASES; index++) sink += decideByHand(crimes[index] as CrimeCase).length;
    },
    'compiled, outcome only, rows': () => {
        for (let offset = 0; offset < rows.length; offset += layout.width) sink += outcome(rows, offset);
    },
    'compiled, outcome only, objects': () => {
        for (let index = 0; index < CASES; index++) {
            encodeObject(objects[index], scratch, 0);
            sink += outcome(scratch);
        }
    },
    'compiled, whole verdict, rows': () => {
        for (let offset = 0; offset < rows.length; offset += layout.width) sink += decideRow(rows, offset).path.length;
    },
    'compiled, whole verdict, facts': () => {
        for (let index = 0; index < CASES; index++) sink += decide(factsOfAll[index] as Facts).path.length;
    },
    'JSON line to JSON line': () => {
        for (let index = 0; index < CASES; index++) sink += decideLine(index, lines[index] as string).text.length;
    },
    'interpreter (every 20th case)': () => {
        for (let index = 0; index < CASES; index += 20)
            sink += interpret(policy, factsOfAll[index] as Facts).path.length;
    },
};
const times = new Map<string, number[]>(Object.keys(contestants).map((name) => [name, []]));
for (let round = 0; round < ROUNDS + 3; round++) {
    for (const [name, run] of Object.entries(contestants)) {
        const start = performance.now();
        run();
        if (round >= 3) times.get(name)?.push(performance.now() - start);
    }
}

const report = [...times].map(([name, all]) => {
    const median = [...all].sort((left, right) => left - right)[Math.floor(all.length / 2)] as number;
    const decided = name.startsWith('interpreter') ? CASES / 20 : CASES;
    return { name, perSecond: (decided / median) * 1000 };
});
const base = report[0]?.perSecond ?? 1;
console.log(`${CASES} random cases decided alike by all; compiled in ${compileTime.toFixed(1)} ms`);
for (const { name, perSecond } of report) {
    const million = (perSecond / 1e6).toFixed(2).padStart(8);
    console.log(`${name.padEnd(34)} ${million} M/s   ${(base / perSecond).toFixed(2).padStart(7)} × by hand`);
}
if (sink === 0) throw new Error('nothing was decided');

// ---- cases

function randomCrime(): CrimeCase {
    const names = (choice: string) =>
        policy.choices.find((each) => each.name === choice)?.values.map((each) => each.name) ?? [];
    const coin = () => random() < 0.5;
    const doubtful = () => (random() < 0.1 ? null : coin());
    return {
        assessmentDate: 17_410 + Math.floor(random() * 600),
        offence: pick(names('Offence')),
        injuryMinor: doubtful(),
        aggravatingPip2: doubtful(),
        victimSupports: random() < 0.1 ? null : random() < 0.8,
        suspectIdentifiedBy: random() < 0.7 ? 'none' : pick(names('Identification')),
        value: random() < 0.1 ? null : Math.floor(random() * 20_000),
        cctvKnown: coin(),
        exactTimeKnown: coin(),
        cctvViewingMinutes: random() < 0.2 ? null : Math.floor(random() * 40),
        cctvCapturesOffence: coin(),
        clearFacialImage: coin(),
        imageLinkedByOtherEvidence: coin(),
        cctvReady: coin(),
        forensicOpportunity: coin(),
        vehicleKnownForDishonesty: coin(),
        repeatMowpVehicle: coin(),
        tracker: pick(names('Tracker')),
        itemsLeftAtScene: coin(),
        vrmRecorded: coin(),
        publicInterest: random() < 0.7 ? 'none' : pick(names('PublicInterest')),
        supervisorDecision: pick(names('SupervisorDecision')),
        officerProposes: pick(names('Proposal')),
    };
}

function factsOf(crime: CrimeCase): Facts {
    const facts = new Map<string, Value>(Object.entries(crime));
    if (crime.cctvViewingMinutes !== null) facts.set('cctvViewingMinutes', crime.cctvViewingMinutes * 60);
    return facts;
}

function lineOf(crime: CrimeCase): string {
    const assessmentDate = new Date(crime.assessmentDate * 86_400_000).toISOString().slice(0, 10);
    return JSON.stringify({ ...crime, assessmentDate, value: crime.value === null ? null : crime.value / 100 });
}

function pick<T>(from: readonly T[]): T {
    return from[Math.floor(random() * from.length)] as T;
}

/** xorshift32 (Marsaglia 2003): the same cases in every run. */
function random(): number {
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    return (seed >>> 0) / 2 ** 32;
}
async function load(): Promise<Policy> {
    const read = async (uri: string) => {
        try {
            return readFileSync(uri, 'utf8');
        } catch {
            return undefined;
        }
    };
    const project = await loadProject({ read }, [PATH]);
    const file = project.files.get(PATH);
    const found = file && checkFile(project, file).policy;
    if (!found) throw new Error(`${PATH} gives no policy`);
    return found;
}
