// The version of the package, put in when it is bundled.

declare const TENET_VERSION: string | undefined;

export const VERSION = typeof TENET_VERSION === 'string' ? TENET_VERSION : '0.0.0';
