// What the words of the language mean, in a sentence, for completion and hover; and the outlines of declarations.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: snippets are written so.

/** A keyword by the rule that it stands in, or alone: what is inserted for it, and what it says. */
export interface Phrase {
    readonly text: string;
    readonly says: string;
}

export const PHRASES: Readonly<Record<string, readonly Phrase[]>> = {
    'go@GoTo': [{ text: 'go to', says: 'Go on with a rule or step further down.' }],
    'next@Next': [{ text: 'next', says: 'Go on with the next step, or past the last one with the next rule.' }],
    'at@BoundKind': [
        { text: 'at most', says: 'This value or less.' },
        { text: 'at least', says: 'This value or more.' },
    ],
    'over@BoundKind': [{ text: 'over', says: 'More than this value.' }],
    'under@BoundKind': [{ text: 'under', says: 'Less than this value.' }],
    'to@RangePattern': [{ text: 'to', says: 'Up to and including this value.' }],
    'otherwise@Answer': [{ text: 'otherwise', says: 'All known values that no other answer names.' }],
    'otherwise@Band': [{ text: 'otherwise', says: 'All known values that no other band names.' }],
    'otherwise@TextAnswer': [{ text: 'otherwise', says: 'The answer for all other known values.' }],
    'because@Decision': [{ text: 'because', says: 'The reason for the outcome, as people are told it.' }],
    'cites@Cites': [{ text: 'cites', says: 'A heading of the source document, or one of its numbered paragraphs.' }],
    'except@Except': [
        { text: 'except when', says: 'Tried before the exemption itself; `next` lifts the case out of it.' },
    ],
    'only@Principle': [
        { text: 'only when', says: 'The rule is asked only where this is yes; else the flow goes past it.' },
    ],
    'only@Step': [{ text: 'only when', says: 'The step is asked only where this is yes; else the flow goes past it.' }],
    'only@Review': [{ text: 'only when', says: 'The review looks at the outcome only where this is yes.' }],
    'note@Note': [{ text: 'note', says: 'Guidance for the reader, shown wherever the rule is.' }],
    'ask@Question': [{ text: 'ask', says: 'Asks one thing of a case; its answers lead on.' }],
    'table@Table': [{ text: 'table', says: 'Asks several things at once; the first row that matches counts.' }],
    'unique@Table': [{ text: 'unique table', says: 'A table whose rows must not overlap.' }],
    'step@Step': [{ text: 'step', says: 'A part of a principle with a question of its own.' }],
    'or@Fact': [{ text: 'or unknown', says: 'The fact may be looked into and not be established.' }],
    'default@Fact': [{ text: 'default', says: 'What holds where a case does not give the fact.' }],
    'effective@PolicyHeader': [{ text: 'effective from', says: 'The first day on which the policy applies.' }],
    'until@PolicyHeader': [{ text: 'until', says: 'The last day on which the policy applies.' }],
    'as@PolicyHeader': [{ text: 'as of', says: 'The date fact that picks the versions in force.' }],
    'source@PolicyHeader': [{ text: 'source', says: 'The document that citations point into.' }],
    'refines@Outcome': [{ text: 'refines', says: 'What holds for the other outcome holds for this one too.' }],
    'as@Outcome': [{ text: 'as', says: 'The tone: accept, refuse, refer or pending.' }],
    'like@Case': [{ text: 'like', says: 'Starts from another case and overrides it.' }],
    'like@Scenario': [{ text: 'like', says: 'Starts from another case and overrides it.' }],
    'like@ScenarioTable': [{ text: 'like', says: 'Each row starts from this case and overrides it.' }],
    'expect@Expectation': [{ text: 'expect', says: 'What must come of the case.' }],
    'expect@ScenarioTable': [{ text: 'expect', says: 'The last column: what must come of the row.' }],
    'tagged@Scenario': [{ text: 'tagged', says: 'Tags, by which scenarios can be picked.' }],
    'tagged@ScenarioTable': [{ text: 'tagged', says: 'Tags, by which scenarios can be picked.' }],
    'no@NoOutcomeVerdict': [{ text: 'no outcome', says: 'The flow ends without an outcome.' }],
    'not@NotEffectiveVerdict': [{ text: 'not effective', says: 'The policy does not apply on the day.' }],
    'missing@MissingVerdict': [{ text: 'missing', says: 'Facts that decide the case were not given.' }],
    'path@PathExpectation': [{ text: 'path', says: 'Rules that are asked, in order, with their answers.' }],
    'duty@DutyExpectation': [{ text: 'duty', says: 'This duty applies.' }],
    'no@DutyExpectation': [{ text: 'no duty', says: 'This duty does not apply.' }],
    'at@OutcomeVerdict': [{ text: 'at', says: 'The rule or step that decides.' }],
    'row@NumberedAnswer': [{ text: 'row', says: 'A row of the table, counted from 1.' }],
    'except@NumberedAnswer': [{ text: 'except', says: 'An `except when`, counted from 1.' }],
    'must@Duty': [{ text: 'must', says: 'A duty.' }],
    'should@Duty': [{ text: 'should', says: 'What is to be done unless there are reasons against it.' }],
    'may@Duty': [{ text: 'may', says: 'What is allowed.' }],
    'tell@Duty': [{ text: 'tell', says: 'Whom the duty informs.' }],
    'when@Duty': [{ text: 'when', says: 'The duty applies only where this is yes; it may speak of the path.' }],
    'any@Duties': [{ text: 'any outcome', says: 'Whatever the outcome is.' }],
    'always@Guarantee': [{ text: 'always', says: 'Every such case ends in one of these outcomes.' }],
    'never@Guarantee': [{ text: 'never', says: 'No such case ends in one of these outcomes.' }],
    'is@Comparison': [
        { text: 'is', says: 'A value, a category, several with `or`; or `known`, `unknown`, `empty`.' },
        { text: 'is not', says: 'None of these values or categories.' },
    ],
    'has@Comparison': [
        { text: 'has', says: 'The set holds this value.' },
        { text: 'has any of', says: 'The set holds at least one of these.' },
        { text: 'has all of', says: 'The set holds all of these.' },
    ],
    'answered@Comparison': [{ text: 'answered', says: 'The path has this answer (duties only).' }],
    'asked@Comparison': [{ text: 'asked', says: 'The path has this rule (duties only).' }],
    'known@Comparison': [{ text: 'known', says: 'It is not unknown.' }],
    'unknown@Comparison': [{ text: 'unknown', says: 'It was looked into and could not be established.' }],
    'empty@Comparison': [{ text: 'empty', says: 'The set holds nothing.' }],
    'count@Count': [{ text: 'count of', says: 'How many of these conditions are yes.' }],
    'decided@DecidedBy': [{ text: 'decided by', says: 'The rule that gave the outcome (duties only).' }],
    'not@Negation': [{ text: 'not', says: 'No where it is yes, yes where it is no, unknown where it is unknown.' }],
    'and@Logic': [{ text: 'and', says: 'Both; binds tighter than `or`.' }],
    'or@Logic': [{ text: 'or', says: 'At least one of both.' }],
    'yes/no@BooleanType': [{ text: 'yes/no', says: 'A question that is answered by yes or no.' }],
    'number@NumberType': [{ text: 'number', says: 'An exact decimal, with `from … to …`, `step`, and a unit.' }],
    'money@MoneyType': [{ text: 'money', says: 'An amount in one currency, exact to the penny.' }],
    'duration@DurationType': [{ text: 'duration', says: 'A length of time.' }],
    'date@DateType': [{ text: 'date', says: 'A day of the calendar.' }],
    'set@SetType': [{ text: 'set of', says: 'Any number of a choice’s values.' }],
    'when@Exemption': [{ text: 'when', says: 'The exemption decides the case where this is yes.' }],
    'when@ConditionalPoints': [{ text: 'when', says: 'The points count where this is yes.' }],
    'when@PointsBands': [{ text: 'when', says: 'The bands count only where this is yes.' }],
    'when@Guarantee': [{ text: 'when', says: 'The cases that the guarantee is about; without it, all.' }],
    'or@Guarantee': [{ text: 'or', says: 'Any of these outcomes.' }],
    'or@Comparison': [{ text: 'or', says: 'One of these values or categories.' }],
    'of@Category': [{ text: 'of', says: 'The choice whose values it holds.' }],
    'of@Review': [{ text: 'of', says: 'The would-be outcomes that the review looks at.' }],
    'for@SuiteHeader': [{ text: 'for', says: 'The policy that the scenarios are about.' }],
    'in@DurationType': [{ text: 'in', says: 'The unit in which the duration is asked for and shown.' }],
    'from@NumberType': [{ text: 'from', says: 'The smallest value that there is.' }],
    'from@MoneyType': [{ text: 'from', says: 'The smallest amount that there is.' }],
    'from@DurationType': [{ text: 'from', says: 'The shortest duration that there is.' }],
    'from@DateType': [{ text: 'from', says: 'The first day that there is.' }],
    'to@NumberType': [{ text: 'to', says: 'The largest value that there is.' }],
    'to@MoneyType': [{ text: 'to', says: 'The largest amount that there is.' }],
    'to@DurationType': [{ text: 'to', says: 'The longest duration that there is.' }],
    'to@DateType': [{ text: 'to', says: 'The last day that there is.' }],
    'step@NumberType': [{ text: 'step', says: 'How many decimals are kept: 1, 0.1, 0.01 and so on.' }],
    'from@DatedValue': [{ text: 'from', says: 'From this day on the parameter has this value.' }],
    '-@TableCell': [{ text: '-', says: 'Whatever it is, unknown too.' }],
    'from@CategoryVersion': [{ text: 'from', says: 'From this day on these are the members.' }],
    'points@PointsBands': [{ text: 'points for', says: 'Points by bands of a value.' }],
};

/** Values that the language itself has. */
export const VALUE_WORDS: Readonly<Record<string, string>> = {
    yes: 'It holds.',
    no: 'It does not hold.',
    unknown: 'It was looked into and could not be established.',
};

/** Rules of the grammar that declare something. */
export const DECLARING_RULES: ReadonlySet<string> = new Set([
    'PolicyHeader',
    'SuiteHeader',
    'Use',
    'Choice',
    'Category',
    'Fact',
    'Parameter',
    'Definition',
    'Score',
    'Outcome',
    'Exemption',
    'Principle',
    'Review',
    'Duties',
    'Guarantee',
    'ScenarioTable',
    'Scenario',
    'Case',
]);

/** Declarations: the word that starts one, what it is, and its outline as a snippet. */
export const DECLARATIONS: Readonly<Record<string, { readonly says: string; readonly snippet: string }>> = {
    policy: {
        says: 'A policy: rules in the order in which a case meets them.',
        snippet: 'policy ${1:name} "${2:Title}"\n\n$0',
    },
    scenarios: {
        says: 'A suite: scenarios of a policy in a file of their own.',
        snippet: 'scenarios for ${1:policy}\n\n$0',
    },
    use: { says: 'Brings in the vocabulary and the cases of another file.', snippet: 'use "${1:file.tenet}"' },
    choice: {
        says: 'Named values, of which a fact takes one.',
        snippet: 'choice ${1:Name} "${2:Title}" { ${3:first} "${4:First}"  ${5:second} "${6:Second}" }',
    },
    category: {
        says: 'Some values of a choice under one name.',
        snippet: 'category ${1:name} "${2:Title}" of ${3:Choice} { $0 }',
    },
    mandatory: {
        says: 'A category whose members an exemption must always decide.',
        snippet: 'mandatory category ${1:name} "${2:Title}" of ${3:Choice} { $0 }',
    },
    fact: {
        says: 'What is known of a case, with the question that asks for it.',
        snippet: 'fact ${1:name} "${2:Question?}": ${3:yes/no}',
    },
    parameter: {
        says: 'A value that the policy sets, perhaps from a day on.',
        snippet: 'parameter ${1:name} "${2:Title}" = ${3:£100}',
    },
    define: { says: 'A name for a condition or a quantity.', snippet: 'define ${1:name} "${2:Title}" = $0' },
    score: {
        says: 'The sum of the points of what applies.',
        snippet: 'score ${1:name} "${2:Title}" {\n  ${3:1} when $0\n}',
    },
    outcome: {
        says: 'What a case can end in.',
        snippet: 'outcome ${1:name} "${2:Title}" as ${3|accept,refuse,refer,pending|}',
    },
    exempt: {
        says: 'Decides cases before the principles.',
        snippet: 'exempt ${1:E} "${2:Title}" {\n  when ${3:condition} => ${4:outcome} because "${5:reason}"\n}',
    },
    principle: {
        says: 'A rule that asks one thing, or has steps that do.',
        snippet: 'principle ${1:P1} "${2:Title}" {\n  ask ${3:fact}\n    yes => next\n    no  => $0\n}',
    },
    review: {
        says: 'Looks at a would-be outcome before it is final.',
        snippet: 'review ${1:R} "${2:Title}" of ${3:outcome} {\n  ask ${4:fact}\n    yes => $0\n    no  => next\n}',
    },
    on: { says: 'Duties that come with outcomes.', snippet: 'on ${1:outcome} {\n  must "${2:do this}"\n}' },
    guarantee: {
        says: 'What holds in every case; proved, or a case shows where it does not.',
        snippet: 'guarantee "${1:What holds}" {\n  when ${2:condition}\n  ${3|always,never|} $0\n}',
    },
    case: { says: 'Facts that scenarios start from.', snippet: 'case ${1:name} "${2:Title}" { $0 }' },
    scenario: { says: 'A case, with what must come of it.', snippet: 'scenario "${1:Title}" {\n  $2\n  expect $0\n}' },
    'scenario table': {
        says: 'Many cases, a row each.',
        snippet: 'scenario table "${1:Title}" like ${2:case} {\n  | ${3:fact} | expect |\n  | $0 |  |\n}',
    },
};

export const TONES: Readonly<Record<string, string>> = {
    accept: 'What was asked for is granted.',
    refuse: 'What was asked for is refused.',
    refer: 'Somebody else decides.',
    pending: 'Something is awaited.',
};

export const CURRENCIES = ['GBP', 'EUR', 'USD', 'JPY', 'CHF', 'CAD', 'AUD', 'NZD', 'SEK', 'NOK', 'DKK', 'PLN'];
export const DURATION_UNITS = ['seconds', 'minutes', 'hours', 'days', 'weeks'];
