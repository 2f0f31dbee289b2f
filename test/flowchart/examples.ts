// The example policies with their scenarios, as charts.

import { arrange, type Chart, DEFAULT_ARRANGEMENT } from '../../language/flowchart/arrange.js';
import { type DecisionGraph, decisionGraph } from '../../language/flowchart/graph.js';
import { layoutChart } from '../../language/flowchart/layout.js';
import type { Scene } from '../../language/flowchart/scene.js';
import type { Policy } from '../../language/model/policy.js';
import type { Scenario } from '../../language/model/scenario.js';
import { checkExample, EXAMPLES } from '../support.js';

export interface Drawn {
    readonly policy: Policy;
    readonly scenarios: readonly Scenario[];
    readonly graph: DecisionGraph;
    readonly chart: Chart;
    readonly scene: Scene;
}

export async function drawExample(name: 'asIntended' | 'asPublished' | 'grants' | 'parking'): Promise<Drawn> {
    const checked = await checkExample(EXAMPLES[name]);
    const suite =
        name === 'asIntended' ? EXAMPLES.intendedSuite : name === 'asPublished' ? EXAMPLES.publishedSuite : undefined;
    const scenarios = suite === undefined ? checked.scenarios : (await checkExample(suite)).scenarios;
    const { policy } = checked;
    if (policy === undefined) throw new Error(`${name} has no policy`);
    return { policy, scenarios, ...(await draw(policy)) };
}

export async function draw(policy: Policy): Promise<Omit<Drawn, 'policy' | 'scenarios'>> {
    const graph = decisionGraph(policy);
    const chart = arrange(graph, DEFAULT_ARRANGEMENT);
    return { graph, chart, scene: await layoutChart(chart, { direction: 'down' }) };
}
