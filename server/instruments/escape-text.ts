// Texts of policies in reports: they stay texts, whatever signs they hold.

/** What makes a text harmless in a format. */
export function escapeFor(format: 'markdown' | 'html' | 'json'): (text: string) => string {
    return format === 'html' ? escapeHtml : (text) => text.replace(/[\\`*_[\]<>|#]/g, '\\$&').replace(/\s+/g, ' ');
}

function escapeHtml(text: string): string {
    return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
