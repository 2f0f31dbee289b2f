// The seeded defects of the example: each edit is reported where it was made, with a case that shows it,
// and nothing else is reported but what follows from it.

import { describe, expect, test } from 'vitest';
import type { Finding } from '../../language/model/finding.js';
import { interpret } from '../../language/run/interpret.js';
import { alarms, analysed, type Edit, lineOf } from './example.js';
import { witnessFaults } from './replay.js';

const INTENDED = 'as-intended.tenet';
const VOCABULARY = 'vocabulary.tenet';

describe('as intended', () => {
    test('has no error or warning, and every guarantee is proved', async () => {
        const { findings, policy } = await analysed(INTENDED);
        expect(alarms(findings)).toStrictEqual([]);
        expect(policy?.guarantees.length).toBeGreaterThan(5);
    });
});

describe('as published', () => {
    test('the faults of the text are found, with their cases', async () => {
        const { findings, text } = await analysed('as-published.tenet');
        const at = (search: string) => lineOf('as-published.tenet', text, search);
        expect(alarms(findings)).toStrictEqual([
            // D17, D07, D08
            `unknown-not-handled ${at('ask victimSupports')}`,
            `no-decision ${at('table | suspectIdentifiedBy')}`,
            `unknown-not-handled ${at('table | suspectIdentifiedBy')}`,
            // D11
            `condition-always-true-here ${at('clearFacialImage and (cctv')}`,
            `condition-no-effect ${at('clearFacialImage and (cctv')}`,
            // D01
            `step-unreachable ${at('principle P5')}`,
            `step-unreachable ${at('principle P6')}`,
            `step-unreachable ${at('principle VL')}`,
            `step-unreachable ${at('principle PI')}`,
        ]);
        const reasons = findings.filter(({ code }) => code === 'step-unreachable').map(({ message }) => message);
        for (const reason of reasons) expect(reason).toMatch(/no answer leads to it|only ‘[A-Z].* would lead to it/u);
        const unknownSuspect = findings.find(({ code }) => code === 'no-decision')?.witness;
        expect(unknownSuspect?.facts.get('suspectIdentifiedBy')).toBe('police');
        expect(unknownSuspect?.smallest).toBe(true);
    });
});

interface Seeded {
    readonly name: string;
    readonly intended?: readonly Edit[];
    readonly vocabulary?: readonly Edit[];
    /** `code`, and the text at whose line it must be reported; in the vocabulary where so marked. */
    readonly expected: readonly (readonly [code: string, at: string, file?: string])[];
    /** What must be said of the case. */
    readonly says?: RegExp;
}

const CCTV_ONLY_OUT: readonly Edit[] = [
    ['ask cctvKnown\n      yes => next\n      no  => go to P5', 'ask cctvKnown\n      yes => next\n      no  => out'],
    ['      no      => go to P5\n      unknown => go to P5', '      no      => out\n      unknown => out'],
    [
        'imageLinkedByOtherEvidence)\n      yes => next\n      no  => go to P5',
        'imageLinkedByOtherEvidence)\n      yes => next\n      no  => out',
    ],
    ['"CCTV identifies the offender"\n      no  => go to P5', '"CCTV identifies the offender"\n      no  => out'],
];

const FUEL_BROKEN = ['guarantee-broken', 'guarantee "Fuel theft by a known'] as const;
const MANDATORY_BROKEN = ['guarantee-broken', 'guarantee "A mandatory crime is'] as const;

const SEEDED: readonly Seeded[] = [
    {
        name: 'X4: a no about CCTV ends the matter',
        intended: CCTV_ONLY_OUT,
        expected: [
            ['step-unreachable', 'principle P5'],
            ['condition-always-true-here', 'only when offence is mowp-fuel'],
            ['step-unreachable', 'principle VL'],
            FUEL_BROKEN,
            ['guarantee-broken', 'guarantee "An active tracker'],
        ],
        says: /all answers of ‘P4\.d’ \(It is ready\) lead elsewhere/u,
    },
    {
        name: 'X5: 4b demands footage of the act, so other evidence never decides',
        intended: [
            [
                'exactTimeKnown or cctvViewingMinutes <= viewingLimit',
                '(exactTimeKnown or cctvViewingMinutes <= viewingLimit) and cctvCapturesOffence',
            ],
        ],
        expected: [
            ['condition-always-true-here', 'clearFacialImage and (cctvCaptures'],
            ['condition-no-effect', 'clearFacialImage and (cctvCaptures'],
        ],
        says: /‘imageLinkedByOtherEvidence’ decides nothing/u,
    },
    {
        name: 'X6: P5 without an answer for no',
        intended: [['    no  => next\n}\n\nprinciple P6', '}\n\nprinciple P6']],
        expected: [
            ['no-decision', 'ask "Is a forensic examination'],
            ['condition-always-true-here', 'only when offence is mowp-fuel'],
            ['step-unreachable', 'principle VL'],
            FUEL_BROKEN,
        ],
        says: /no answer where ‘forensicOpportunity and not .*’ is no, so/u,
    },
    {
        name: 'X7: a hole at exactly £50',
        intended: [['at most lowValueLimit => next', 'under lowValueLimit => next']],
        expected: [['no-decision', 'ask value'], FUEL_BROKEN],
        says: /no answer where value exactly £50/u,
    },
    {
        name: 'X8: two answers at exactly £50',
        intended: [['over lowValueLimit    => go to P4', 'at least lowValueLimit => go to P4']],
        expected: [['order-matters', 'at least lowValueLimit']],
        says: /both fit cases where value exactly £50/u,
    },
    {
        name: 'X9: nothing is said of an unknown value',
        intended: [['      unknown               => go to P4\n', '']],
        expected: [['unknown-not-handled', 'ask value'], FUEL_BROKEN],
        says: /where ‘value’ is unknown/u,
    },
    {
        name: 'X10: two rules for technical GBH',
        intended: [
            [
                '  except when offence is gbh => next\n',
                '  except when offence is gbh and technicalGbh => out\n  except when offence is gbh => next\n',
            ],
        ],
        expected: [
            ['answer-unreachable', 'yes     => next\n    no      => in because "GBH'],
            // Technical GBH is out now, whatever else there is.
            ['guarantee-broken', 'guarantee "With a willing victim'],
            ['guarantee-broken', 'guarantee "An active tracker'],
        ],
        says: /‘yes’ of ‘GBH’/u,
    },
    {
        name: 'X11: a condition that can never hold',
        intended: [
            ['repeat suspect?" fuelVehicleKnown', 'repeat suspect?" offence is mowp-other and fuelVehicleKnown'],
        ],
        expected: [['answer-unreachable', 'yes => in because "the vehicle is known or'], FUEL_BROKEN],
        says: /‘yes’ of ‘P6’/u,
    },
    {
        name: 'X13: a fact that nothing reads',
        intended: [['exempt M', 'fact phoneSeen "Was a phone seen?": yes/no default no\n\nexempt M']],
        expected: [['fact-unused', 'fact phoneSeen']],
    },
    {
        name: 'X14: a way back',
        intended: [['    no  => next\n}\n\nprinciple P6', '    no  => go to P3\n}\n\nprinciple P6']],
        expected: [['flow-backward', 'no  => go to P3']],
    },
    {
        name: 'X17: two versions from one day',
        vocabulary: [['from 2018-04-01 {', 'from 2017-09-04 {']],
        expected: [
            [
                'version-overlap',
                'from 2017-09-04 { homicide kidnap sexual-offence firearms hate-crime domestic-violence gbh acid',
                VOCABULARY,
            ],
        ],
    },
    {
        name: 'X18: a heading that the source has not',
        intended: [['principle P6 "Fuel theft" cites "Principle 6"', 'principle P6 "Fuel theft" cites "chapter 3"']],
        expected: [['citation-dangling', 'cites "chapter 3"']],
    },
];

describe('seeded defects', () => {
    for (const seeded of SEEDED) {
        test(seeded.name, async () => {
            const edits = { [INTENDED]: seeded.intended ?? [], [VOCABULARY]: seeded.vocabulary ?? [] };
            const { findings, text, policy } = await analysed(INTENDED, edits);
            const vocabulary = (await analysed(VOCABULARY, edits)).text;
            const expected = seeded.expected.map(([code, at, file = INTENDED]) => {
                return `${code} ${lineOf(file, file === VOCABULARY ? vocabulary : text, at)}`;
            });
            expect(alarms(findings).toSorted()).toStrictEqual(expected.toSorted());
            if (seeded.says) expect(findings.map(({ message }) => message).join('\n')).toMatch(seeded.says);
            if (policy) expect(witnessFaults(policy, claims(findings))).toStrictEqual([]);
        });
    }

    test('X1: the mandatory rule is gone, its list is not', async () => {
        const { text } = await analysed(INTENDED);
        const rule = text.slice(text.indexOf('exempt M'), text.indexOf('principle GBH'));
        const { findings, policy, ...edited } = await analysed(INTENDED, { [INTENDED]: [[rule, '']] });
        const vocabulary = (await analysed(VOCABULARY)).text;
        expect(alarms(findings).toSorted()).toStrictEqual([
            `guarantee-broken ${lineOf(INTENDED, edited.text, MANDATORY_BROKEN[1])}`,
            `mandatory-not-exempted ${lineOf(VOCABULARY, vocabulary, 'mandatory category')}`,
        ]);
        const witness = findings.find(({ code }) => code === 'mandatory-not-exempted')?.witness;
        expect([...(witness?.facts ?? [])]).toStrictEqual([['offence', 'homicide']]);
        if (policy) expect(witnessFaults(policy, claims(findings))).toStrictEqual([]);
    });

    test('X2: the victim is asked before the mandatory rule', async () => {
        const { text } = await analysed(INTENDED);
        const victim = text.slice(text.indexOf('principle P1'), text.indexOf('principle P2'));
        const edits: readonly Edit[] = [
            [victim, ''],
            ['exempt M', `${victim}exempt M`],
        ];
        const { findings, policy, ...edited } = await analysed(INTENDED, { [INTENDED]: edits });
        const at = (search: string) => lineOf(INTENDED, edited.text, search);
        expect(alarms(findings)).toStrictEqual([
            `mandatory-decided-early ${at('no      => out because "the victim')}`,
            `mandatory-decided-early ${at('unknown => refer because "the victim')}`,
            `guarantee-broken ${at(MANDATORY_BROKEN[1])}`,
            `guarantee-broken ${at('guarantee "Doubt about GBH')}`,
        ]);
        if (policy) expect(witnessFaults(policy, claims(findings))).toStrictEqual([]);
    });

    test('X3: homicide alone is gone from the list: nothing is wrong but what the scenarios say', async () => {
        const edits = {
            [VOCABULARY]: [
                ['  from 2017-09-04 { homicide kidnap', '  from 2017-09-04 { kidnap'],
                ['  from 2018-04-01 { homicide kidnap', '  from 2018-04-01 { kidnap'],
            ],
        } as const;
        const { findings, policy } = await analysed(INTENDED, edits);
        expect(alarms(findings)).toStrictEqual([]);
        const { scenarios } = await analysed('as-intended.scenarios.tenet');
        const first = scenarios.find(({ title }) => title.startsWith('S01'));
        const verdict = policy && first ? interpret(policy, first.facts) : undefined;
        expect(verdict?.kind === 'outcome' ? verdict.outcome : undefined).not.toBe('in');
    });

    test('X15: two duties at odds say nothing that can be proved', async () => {
        const edits: readonly Edit[] = [
            [
                '"no lead is proportionate to follow" when not decided by P1',
                '"no lead is proportionate to follow" when decided by P1',
            ],
        ];
        expect(alarms((await analysed(INTENDED, { [INTENDED]: edits })).findings)).toStrictEqual([]);
    });
});

/** Findings whose witness claims something of one case. */
function claims(findings: readonly Finding[]): readonly Finding[] {
    return findings.filter(({ witness }) => witness !== undefined);
}
