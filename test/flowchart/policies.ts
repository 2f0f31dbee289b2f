// Builds policies by hand: a short way to write the lowered model for tests of pictures, without any text of the
// language.

import type { Condition } from '../../language/model/condition.js';
import type { Origin } from '../../language/model/origin.js';
import type { Answer, FlowNode, Outcome, Policy, Rule, Step, Target, Tone } from '../../language/model/policy.js';

export interface Draft {
    readonly name: string;
    readonly title: string;
    readonly outcomes: Readonly<Record<string, readonly [title: string, tone: Tone, refines?: string]>>;
    readonly rules: readonly DraftRule[];
}

export interface DraftRule {
    readonly name: string;
    readonly title?: string;
    readonly kind?: 'exemption' | 'principle' | 'review';
    readonly cites?: string;
    readonly guard?: string;
    readonly ask?: string;
    /** Conditions under the question. */
    readonly all?: readonly string[];
    readonly any?: readonly string[];
    readonly columns?: readonly string[];
    /** `yes` → `next`, `go P4`, `out because no leads`. Rows: `over £50 | -`. */
    readonly answers?: Readonly<Record<string, string>>;
    readonly steps?: readonly DraftRule[];
    readonly of?: readonly string[];
}

export function draftPolicy(draft: Draft): Policy {
    let line = 0;
    const origin = (): Origin => {
        const start = { line: line++, character: 0 };
        return { uri: 'draft.tenet', range: { start, end: { line: start.line, character: 20 } } };
    };
    const outcomes: Outcome[] = Object.entries(draft.outcomes).map(([name, [title, tone, refines]]) => ({
        name,
        title,
        tone,
        refines: refines === undefined ? [] : [refines],
        origin: origin(),
    }));
    const matches = (review: DraftRule, outcome: string): boolean =>
        (review.of ?? []).some((of) => of === outcome || draft.outcomes[outcome]?.[2] === of);

    // Every step that has a node, reviews last: one node for each outcome that they may look at.
    const asked = draft.rules.flatMap((rule) =>
        rule.kind === 'review'
            ? []
            : rule.steps === undefined
              ? [{ rule, name: rule.name }]
              : rule.steps.map((step) => ({ rule: step, name: `${rule.name}.${step.name}` })),
    );
    const reviews = draft.rules.filter((rule) => rule.kind === 'review');
    const reviewNodes = reviews.flatMap((rule) =>
        Object.keys(draft.outcomes)
            .filter((outcome) => matches(rule, outcome))
            .map((outcome) => ({ rule, name: rule.name, outcome })),
    );
    const all: readonly { rule: DraftRule; name: string; outcome?: string }[] = [...asked, ...reviewNodes];
    const indexOf = (name: string): number => all.findIndex((one) => one.name === name || one.name === `${name}.a`);
    const reviewAfter = (outcome: string, after: number): number | null => {
        const found = reviewNodes.findIndex(
            (node, at) =>
                asked.length + at > after &&
                node.outcome === outcome &&
                reviews.indexOf(node.rule) > reviewIndex(after),
        );
        return found < 0 ? null : asked.length + found;
    };
    const reviewIndex = (index: number): number => reviews.indexOf(all[index]?.rule as DraftRule);

    const target = (text: string, index: number): Target => {
        const [to = '', reason] = text.split(' because ');
        const outcome = all[index]?.outcome;
        if (to === 'next' && outcome !== undefined)
            return { kind: 'stand', then: reviewAfter(outcome, index), origin: origin() };
        if (to === 'next')
            return index + 1 < asked.length
                ? { kind: 'go', to: index + 1, written: 'next', origin: origin() }
                : { kind: 'end', origin: origin() };
        if (to.startsWith('go ')) return { kind: 'go', to: indexOf(to.slice(3)), written: 'go to', origin: origin() };
        const cited = reason === undefined ? {} : { reason };
        return { kind: 'decide', outcome: to, ...cited, citations: [], then: reviewAfter(to, index), origin: origin() };
    };
    const compare = (text: string): Condition => ({
        kind: 'compare',
        operator: '=',
        form: [{ from: null, value: { terms: [], constant: 0 } }],
        text,
    });
    const flow = all.map(({ rule, name, outcome }, index): FlowNode => {
        const condition: Condition = rule.all
            ? { kind: 'and', of: rule.all.map(compare) }
            : rule.any
              ? { kind: 'or', of: rule.any.map(compare) }
              : compare(rule.ask ?? rule.title ?? name);
        const subjects = rule.columns ?? [rule.ask ?? rule.title ?? name];
        const answers = Object.entries(rule.answers ?? {}).map(([label, to], at): Answer => {
            const isRow = rule.columns !== undefined;
            const shown = isRow ? `row ${at + 1}` : label.startsWith('except') ? `except ${at + 1}` : label;
            const when = compare(label.replace(/^except /u, ''));
            return {
                label: shown,
                when,
                ...(isRow
                    ? {
                          cells: label
                              .split('|')
                              .map(
                                  (cell): Condition =>
                                      cell.trim() === '-' ? { kind: 'constant', value: 'yes' } : compare(cell.trim()),
                              ),
                      }
                    : {}),
                target: target(to, index),
                form: isRow
                    ? 'row'
                    : label === 'otherwise'
                      ? 'otherwise'
                      : label.startsWith('except')
                        ? 'except'
                        : 'patterns',
                patterns:
                    isRow || label === 'otherwise'
                        ? []
                        : label.split(', ').map((text) => ({
                              text: text.replace(/^except /u, ''),
                              when: compare(text.replace(/^except /u, '')),
                              origin: origin(),
                          })),
                origin: origin(),
                labelOrigin: origin(),
            };
        });
        return {
            index,
            kind: rule.columns
                ? 'table'
                : rule.kind === 'exemption'
                  ? 'exemption'
                  : rule.kind === 'review'
                    ? 'review'
                    : 'question',
            rule: name,
            ...(outcome === undefined ? {} : { reviewing: outcome }),
            guards:
                rule.guard === undefined
                    ? []
                    : [
                          {
                              guard: { condition: compare(rule.guard), text: rule.guard, origin: origin() },
                              skip: target('next', index),
                          },
                      ],
            question: rule.all || rule.any || !rule.columns ? (rule.ask ?? name) : name,
            subjects: subjects.map((text) => ({
                text,
                type: { kind: 'boolean' },
                facts: [],
                value: { kind: 'condition', condition },
                origin: origin(),
            })),
            unique: false,
            answers,
            facts: [],
            origin: origin(),
        };
    });
    const head = (rule: DraftRule, name: string) => ({
        name,
        ...(rule.title === undefined ? {} : { title: rule.title }),
        citations: rule.cites === undefined ? [] : [{ text: rule.cites, origin: origin() }],
        notes: [],
        origin: origin(),
        nameOrigin: origin(),
    });
    const rules = draft.rules.map((rule): Rule => {
        if (rule.kind === 'review') {
            const nodes = flow.filter((node) => node.rule === rule.name).map((node) => node.index);
            return { kind: 'review', ...head(rule, rule.name), of: rule.of ?? [], nodes };
        }
        if (rule.kind === 'exemption') return { kind: 'exemption', ...head(rule, rule.name), node: indexOf(rule.name) };
        if (rule.steps === undefined)
            return { kind: 'principle', ...head(rule, rule.name), node: indexOf(rule.name), steps: [] };
        const steps = rule.steps.map((step): Step => {
            const name = `${rule.name}.${step.name}`;
            return { kind: 'step', ...head(step, name), node: indexOf(name) };
        });
        return { kind: 'principle', ...head(rule, rule.name), steps };
    });
    return {
        kind: 'policy',
        name: draft.name,
        title: draft.title,
        origin: origin(),
        effective: {},
        choices: [],
        categories: [],
        facts: [],
        parameters: [],
        definitions: [],
        scores: [],
        outcomes,
        rules,
        flow,
        start: flow.length > 0 ? 0 : null,
        duties: [],
        guarantees: [],
    };
}
