// Texts for people in places that know no escapes: what could steer a terminal or turn the text around is made visible.

/** The text on one line, with a replacement character for control characters, marks of direction and halves of pairs. */
export function visible(text: string): string {
    return text.replace(/\s*[\r\n]+\s*/g, ' ').replace(STEERING, (character) => (character === '\t' ? ' ' : '\ufffd'));
}

const STEERING = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\p{Cs}/gu;
