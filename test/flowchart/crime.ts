// The two encodings of the crime assessment policy, drafted by hand: the picture tests do not depend on the language.

import { draftPolicy } from './policies.js';

const outcomes = {
    in: ['Assessed in', 'accept'],
    out: ['Assessed out', 'refuse'],
    outPendingScene: ['Assessed out until the scene is examined', 'pending', 'out'],
    refer: ['Refer to a supervisor', 'refer'],
    neighbourhood: ['Hand to the neighbourhood team', 'neutral'],
} as const;

export const intended = draftPolicy({
    name: 'crimeAssessment',
    title: 'Crime assessment',
    outcomes,
    rules: [
        {
            name: 'M',
            title: 'Mandatory crimes',
            kind: 'exemption',
            cites: 'Mandatory crimes',
            ask: 'Is the offence a mandatory crime?',
            answers: {
                'except technical GBH': 'next',
                'except offence is Grievous bodily harm and (injury is unknown or aggravation is unknown)':
                    'refer because it is in doubt whether this is technical GBH',
                yes: 'in because a mandatory crime is always investigated',
                no: 'next',
            },
        },
        {
            name: 'P1',
            title: 'Victim',
            cites: 'Principle 1',
            ask: 'Does the victim support a prosecution?',
            answers: {
                yes: 'next',
                no: 'out because the victim does not support a prosecution',
                unknown: "refer because the victim's wish is not known",
            },
        },
        {
            name: 'P2',
            title: 'Suspect',
            cites: 'Principle 2',
            ask: 'Who has identified the suspect?',
            answers: { nobody: 'next', otherwise: 'in because the suspect is identified' },
        },
        {
            name: 'P3',
            title: 'Value',
            cites: 'Principle 3',
            guard: 'offence is low-level theft or damage and value is known',
            columns: ['What is the property or damage worth?', 'Recorded offence'],
            answers: {
                'over £50|-': 'next',
                'at most £50|Making off without payment (fuel)': 'go P6',
                'at most £50 |-': 'out because the value is £50 or under and no suspect is known',
            },
        },
        {
            name: 'P4',
            title: 'CCTV',
            cites: 'Principle 4',
            steps: [
                {
                    name: 'a',
                    title: 'Exists',
                    cites: '4a',
                    ask: 'Is footage known to exist?',
                    answers: { yes: 'next', no: 'go P5' },
                },
                {
                    name: 'b',
                    title: 'Can be found',
                    cites: '4b',
                    ask: 'Can the moment be found on the footage?',
                    any: ['Is the exact time known?', 'viewing time at most 20 minutes'],
                    answers: { yes: 'next', 'no, unknown': 'go P5' },
                },
                {
                    name: 'c',
                    title: 'Shows the offender',
                    cites: '4c',
                    ask: 'Does the footage show who did it?',
                    all: ['Is the face of the offender clear?', 'Offence on film or image linked by other evidence'],
                    answers: { yes: 'next', no: 'go P5' },
                },
                {
                    name: 'd',
                    title: 'Ready',
                    cites: '4d',
                    ask: 'Is the footage ready for collection?',
                    answers: { yes: 'in because CCTV identifies the offender', no: 'go P5' },
                },
            ],
        },
        {
            name: 'P5',
            title: 'Forensic leads',
            cites: 'Principle 5',
            ask: 'Is a forensic examination the only lead?',
            answers: { yes: 'outPendingScene because a forensic examination is the only lead', no: 'next' },
        },
        {
            name: 'P6',
            title: 'Fuel theft',
            cites: 'Principle 6',
            guard: 'offence is Making off without payment (fuel)',
            ask: 'Is the vehicle known or suspected?',
            any: ['Is the vehicle known for dishonesty?', 'Is it a repeat suspect vehicle?'],
            answers: {
                yes: 'in because the vehicle is known or suspected',
                no: 'out because nothing is known of the vehicle',
            },
        },
        {
            name: 'P7',
            title: 'Other viable leads',
            cites: 'Viable leads',
            ask: 'Is there another viable lead?',
            any: ['tracker is active', 'Has a vehicle mark been recorded?'],
            answers: { yes: 'in because there is a viable lead', no: 'out because no viable lead remains' },
        },
        {
            name: 'PI',
            title: 'Public interest',
            kind: 'review',
            cites: 'Public Interest',
            of: ['out'],
            guard: 'there is a public interest',
            ask: 'What has the supervisor decided?',
            answers: {
                undecided: 'refer because public interest: a supervisor decides',
                in: 'in because public interest',
                neighbourhood: 'neighbourhood',
                out: 'next',
            },
        },
    ],
});

export const asPublished = draftPolicy({
    name: 'crimeAssessmentAsPublished',
    title: 'Crime assessment, as published',
    outcomes,
    rules: [
        {
            name: 'M',
            title: 'Mandatory crimes',
            kind: 'exemption',
            cites: 'Mandatory crimes',
            ask: 'Is the offence a mandatory crime?',
            answers: {
                'except technical GBH': 'out because technical GBH must be assessed out',
                'except any doubt': 'refer because it is in doubt whether this is technical GBH',
                yes: 'in because a mandatory crime is always investigated',
                no: 'next',
            },
        },
        {
            name: 'P1',
            title: 'Victim',
            cites: 'Principle 1',
            ask: 'Does the victim support a prosecution?',
            answers: { yes: 'next', no: 'out because the victim does not support a prosecution' },
        },
        {
            name: 'P2',
            title: 'Suspect',
            cites: 'Principle 2',
            ask: 'Is the suspect identified by the victim or a witness?',
            answers: { yes: 'in because the suspect is identified', no: 'next' },
        },
        {
            name: 'P3',
            title: 'Value',
            cites: 'Principle 3',
            guard: 'offence is low-level theft or damage',
            ask: 'What is the property or damage worth?',
            answers: {
                'at most £50': 'out because the value is £50 or under and no suspect is known',
                'over £50': 'next',
            },
        },
        {
            name: 'P4',
            title: 'CCTV',
            cites: 'Principle 4',
            steps: [
                {
                    name: 'a',
                    title: 'Exists',
                    cites: '4a',
                    ask: 'Is footage known to exist?',
                    answers: { yes: 'next', no: 'out because there is no footage' },
                },
                {
                    name: 'b',
                    title: 'Captures the crime',
                    cites: '4b',
                    ask: 'Is the exact time known, and does the footage capture the crime?',
                    all: ['Is the exact time known?', 'Does the footage capture the crime?'],
                    answers: { yes: 'next', no: 'out because the crime cannot be found on the footage' },
                },
                {
                    name: 'c',
                    title: 'Shows the offender',
                    cites: '4c',
                    ask: 'Does the footage show who did it?',
                    answers: { yes: 'next', no: 'out because the footage does not show who did it' },
                },
                {
                    name: 'd',
                    title: 'Ready',
                    cites: '4d',
                    ask: 'Is the footage ready for collection?',
                    answers: {
                        yes: 'in because CCTV identifies the offender',
                        no: 'outPendingScene because the footage is not ready',
                    },
                },
            ],
        },
        {
            name: 'P5',
            title: 'Forensic leads',
            cites: 'Principle 5',
            ask: 'Is a forensic examination the only lead?',
            answers: { yes: 'out because a forensic examination is the only lead', no: 'next' },
        },
        {
            name: 'P6',
            title: 'Fuel theft',
            cites: 'Principle 6',
            ask: 'Is the vehicle known or suspected?',
            answers: { yes: 'in because the vehicle is known', no: 'out because nothing is known of the vehicle' },
        },
        {
            name: 'VL',
            title: 'Viable leads',
            cites: 'Viable leads',
            ask: 'Is there another viable lead?',
            answers: { yes: 'in because there is a viable lead', no: 'out because no viable lead remains' },
        },
        {
            name: 'PI',
            title: 'Public interest',
            cites: 'Public Interest',
            ask: 'Is there a public interest?',
            answers: { yes: 'refer because a supervisor decides', no: 'next' },
        },
    ],
});
