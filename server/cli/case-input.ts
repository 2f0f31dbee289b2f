// The one case that a command speaks about: facts given one by one, a file with one case, or a scenario.

import { readFile } from 'node:fs/promises';
import { decodeFacts, type Facts, type Policy } from '../../language/index.js';
import { WrongUsage } from './exit.js';
import { caseOfFacts } from './facts-input.js';
import { tellFileError } from './file-error.js';
import type { LoadedPolicy } from './load-policy.js';
import { scenarioNamed, scenariosOf } from './suites.js';

export interface CaseOptions {
    readonly fact?: readonly string[];
    readonly facts?: string;
    readonly case?: string;
}

export async function caseFrom(loaded: LoadedPolicy, options: CaseOptions): Promise<Facts> {
    const ways = [options.fact, options.facts, options.case].filter((each) => each !== undefined);
    if (ways.length !== 1) {
        throw new WrongUsage('give the case with --fact name=value …, --facts FILE, or --case “scenario”');
    }
    if (options.case !== undefined) return scenarioNamed(await scenariosOf(loaded), options.case).facts;
    if (options.facts !== undefined) return decoded(loaded.policy, await read(options.facts), `${options.facts}: `);
    const given = caseOfFacts(loaded.policy, options.fact ?? []);
    return decoded(loaded.policy, given.kind === 'case' ? given.text : '{}', '');
}

function decoded(policy: Policy, text: string, where: string): Facts {
    let json: unknown;
    try {
        json = JSON.parse(text);
    } catch (error) {
        throw new WrongUsage(`${where}this is not JSON: ${(error as SyntaxError).message}`);
    }
    const found = decodeFacts(policy, json);
    if (found.kind === 'problem') throw new WrongUsage(`${where}${found.problem.message}`);
    return found.facts;
}

async function read(name: string): Promise<string> {
    try {
        return await readFile(name, 'utf8');
    } catch (error) {
        throw new WrongUsage(`${name}: ${await tellFileError(error, name)}`);
    }
}
