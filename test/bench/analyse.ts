// How long the analysis takes, with the nodes it needs: the crime assessment example in full, and synthetic policies of
// 100, 300 and 1,000 facts by stage. Bundle it with esbuild for Node (`--bundle --platform=node --format=esm
// --packages=external`) into the repository's folder and run it there.

import { readFile } from 'node:fs/promises';
import '../../language/syntax/node20.js';
import { analyse, CHECKS } from '../../language/analysis/analyse.js';
import { compare } from '../../language/analysis/compare.js';
import { countShares } from '../../language/analysis/count.js';
import { createMemory } from '../../language/analysis/memory.js';
import { createStudy, type Study } from '../../language/analysis/study.js';
import { checkFile } from '../../language/checks/check.js';
import type { FlowNode, Policy } from '../../language/model/policy.js';
import { loadProject } from '../../language/syntax/project.js';
import { generatePolicy, nextVersion } from './generate-policy.js';

const SIZES = (process.argv[2] ?? '100,300,1000').split(',').map(Number);
const SEEDS = [1, 2, 3];
const WARM_ROUNDS = 30;
const LIMITS = { budget: 4_000_000, shouldStop: () => false };

interface Row {
    readonly policy: string;
    readonly stage: string;
    readonly ms: string;
    /** Milliseconds of a processor, which count nothing that other processes took. */
    readonly cpu?: string;
    readonly nodes: number | string;
    readonly found: number | string;
}

const rows: Row[] = [];

for (const name of ['as-intended', 'as-published']) {
    const policy = await load(`examples/crime-assessment/${name}.tenet`);
    const cold = timed(() => analyse(policy));
    const memory = createMemory();
    analyse(policy, { memory });
    const edits = [withEdit(policy), policy];
    const warm: Timed<unknown>[] = [];
    const edited: Timed<unknown>[] = [];
    for (let round = 0; round < 2 * WARM_ROUNDS; round++) {
        const edit = edits[round % 2] as Policy;
        const fresh = timed(() => analyse(policy));
        const again = timed(() => analyse(edit, { memory }));
        // What is compiled on the way is no part of what is measured.
        if (round < WARM_ROUNDS) continue;
        warm.push(fresh);
        edited.push(again);
    }
    const study = createStudy(policy, LIMITS);
    const [found, nodes] = [cold.result.length, study.space.store.nodeCount];
    rows.push({ policy: name, stage: 'everything, cold', ms: told(cold.ms), cpu: told(cold.cpu), nodes, found });
    rows.push({ policy: name, stage: 'everything, warm median', ...medians(warm), nodes, found });
    rows.push({ policy: name, stage: 'after an edit, warm median', ...medians(edited), nodes: '', found: '' });
}
for (const facts of SIZES) {
    for (const seed of SEEDS) {
        const policy = generatePolicy({ facts, seed });
        const label = `${facts} facts, seed ${seed}`;
        const built = timed(() => createStudy(policy, LIMITS));
        const study = built.result;
        rows.push({
            policy: label,
            stage: 'build and walk',
            ms: told(built.ms),
            nodes: study.space.store.nodeCount,
            found: '',
        });
        for (const check of CHECKS) rows.push(stage(label, study, check));
        const compared = timed(() => compare(policy, nextVersion(policy, seed)));
        rows.push({
            policy: label,
            stage: 'compare',
            ms: told(compared.ms),
            nodes: '',
            found: compared.result.classes.length,
        });
        const memory = createMemory();
        const whole = timed(() => analyse(policy, { memory }));
        const edited = timed(() => analyse(withEdit(policy), { memory }));
        const ratio = `${told(whole.cpu / edited.cpu)} times as fast`;
        const { ms, cpu, result } = whole;
        rows.push({
            policy: label,
            stage: 'everything',
            ms: told(ms),
            cpu: told(cpu),
            nodes: '',
            found: result.length,
        });
        rows.push({
            policy: label,
            stage: 'after an edit',
            ms: told(edited.ms),
            cpu: told(edited.cpu),
            nodes: ratio,
            found: edited.result.length,
        });
        const counted = timed(() => countShares(policy));
        rows.push({
            policy: label,
            stage: 'shares',
            ms: told(counted.ms),
            nodes: '',
            found: counted.result?.exact ? 'exact' : 'estimate',
        });
    }
}
console.table(rows);

function stage(label: string, study: Study, check: (typeof CHECKS)[number]): Row {
    try {
        const { ms, result } = timed(() => [...check.find(study, createMemory())]);
        return {
            policy: label,
            stage: check.about,
            ms: told(ms),
            nodes: study.space.store.nodeCount,
            found: result.length,
        };
    } catch (error) {
        return { policy: label, stage: check.about, ms: 'not decided', nodes: String(error), found: '' };
    }
}

/** One answer in the middle of the flow led to another outcome. */
function withEdit(policy: Policy): Policy {
    const place = policy.flow.findIndex(
        ({ answers }, at) => at >= policy.flow.length / 2 && answers.some(({ target }) => target.kind === 'decide'),
    );
    const flow = policy.flow.map((node): FlowNode => {
        if (node.index !== place) return node;
        const answers = node.answers.map((answer) => {
            const { target } = answer;
            if (target.kind !== 'decide') return answer;
            const other = policy.outcomes.find(({ name }) => name !== target.outcome);
            return { ...answer, target: { ...target, outcome: other?.name ?? target.outcome } };
        });
        return { ...node, answers };
    });
    return { ...policy, flow };
}

interface Timed<T> {
    readonly ms: number;
    readonly cpu: number;
    readonly result: T;
}

function timed<T>(task: () => T): Timed<T> {
    const [start, before] = [performance.now(), process.cpuUsage()];
    const result = task();
    const { user, system } = process.cpuUsage(before);
    return { ms: performance.now() - start, cpu: (user + system) / 1_000, result };
}

function medians(all: readonly Timed<unknown>[]): { readonly ms: string; readonly cpu: string } {
    const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] as number;
    return { ms: told(median(all.map(({ ms }) => ms))), cpu: told(median(all.map(({ cpu }) => cpu))) };
}

function told(ms: number): string {
    return ms.toFixed(ms < 10 ? 1 : 0);
}

async function load(path: string): Promise<Policy> {
    const read = (uri: string) => readFile(uri, 'utf8').catch(() => undefined);
    const project = await loadProject({ read }, [path]);
    const file = project.files.get(path);
    const policy = file && checkFile(project, file).policy;
    if (!policy) throw new Error(`no policy in ${path}`);
    return policy;
}
