// Policies whose rules read facts from anywhere, where sets of all cases grow too large: how long it takes to find that out,
// and how long the search for single cases then takes, as ratios to the same search where facts are read nearby.

import '../../language/syntax/node20.js';
import { analyse } from '../../language/analysis/analyse.js';
import { generatePolicy } from './generate-policy.js';

const SIZES = [100, 300, 1_000];
const FAR_SHARING = [0, 5, 20, 40];
const SEED = 1;

const rows: object[] = [];

for (const facts of SIZES) {
    let baseline = 0;
    for (const farSharing of FAR_SHARING) {
        const policy = generatePolicy({ facts, seed: SEED, farSharing });
        const start = performance.now();
        const found = analyse(policy, { engine: 'search' });
        const ms = performance.now() - start;
        if (farSharing === 0) baseline = ms;
        const begun = performance.now();
        const diagrams = analyse(policy, { extent: 'quick' });
        rows.push({
            facts,
            'far sharing': `${farSharing} %`,
            'search, ms': ms.toFixed(0),
            'to nearby': (ms / baseline).toFixed(1),
            'unreachable answers': found.filter(({ code }) => code === 'answer-unreachable').length,
            'by diagrams first, ms': (performance.now() - begun).toFixed(0),
            'unreachable by that': diagrams.filter(({ code }) => code === 'answer-unreachable').length,
        });
    }
}
console.table(rows);
