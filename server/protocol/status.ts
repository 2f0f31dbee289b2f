// What the server is doing.

export interface Status {
    readonly state: 'starting' | 'indexing' | 'checking' | 'proving' | 'ready';
    /** `Tenet: 14 rules, no problems` */
    readonly text: string;
    readonly policies: number;
    readonly scenarios: number;
    readonly errors: number;
    readonly warnings: number;
    /** From 0 to 1 while indexing. */
    readonly progress?: number;
}
