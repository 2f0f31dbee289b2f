// What VS Code uses of @vscode/spdlog, in plain JavaScript: the editor under test must write logs without a compiler.
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];

class Logger {
    constructor(_kind, _name, file) {
        this.file = file;
        this.level = 2;
        this.bare = false;
        mkdirSync(dirname(file), { recursive: true });
    }
    getLevel() {
        return this.level;
    }
    setLevel(level) {
        this.level = level;
    }
    setPattern() {}
    clearFormatters() {
        this.bare = true;
    }
    flush() {}
    drop() {}
    write(level, message) {
        if (level < this.level) return;
        const line = this.bare ? message : `${new Date().toISOString()} [${levels[level]}] ${message}\n`;
        try {
            appendFileSync(this.file, line);
        } catch {
            // The folder may be gone when the editor ends.
        }
    }
}

for (const [level, name] of ['trace', 'debug', 'info', 'warn', 'error', 'critical'].entries()) {
    Logger.prototype[name] = function (message) {
        this.write(level, message);
    };
}

const create = async (name, file) => new Logger('rotating', name, file);
// One by one: only so can an ES module import them by name.
exports.version = 0;
exports.Logger = Logger;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
