/** Longer lines come in pieces of this many bytes: an app that writes megabytes without a line break must not fill our memory. */
export const MAX_LINE_BYTES = 64 * 1024;

export interface LineSplitter {
  write(chunk: Uint8Array): void;
  /** Hands out what follows the last line break, if anything. */
  end(): void;
}

/** Cuts bytes into lines, without their line break. Bytes that are not UTF-8 become U+FFFD; no character is cut in two. */
export function createLineSplitter(onLine: (line: string) => void): LineSplitter {
  let pending: Buffer = Buffer.alloc(0);

  const takeLines = (): void => {
    let start = 0;
    for (;;) {
      const newline = pending.indexOf(0x0a, start);
      const end = newline < 0 ? pending.length : newline;
      while (end - start > MAX_LINE_BYTES) start = emitPiece(start);
      if (newline < 0) break;
      emit(start, newline);
      start = newline + 1;
    }
    pending = Buffer.from(pending.subarray(start));
  };

  const emitPiece = (start: number): number => {
    const end = characterStart(pending, start + MAX_LINE_BYTES);
    onLine(pending.toString("utf8", start, end));
    return end;
  };

  const emit = (start: number, end: number): void => {
    const carriageReturn = end > start && pending[end - 1] === 0x0d;
    onLine(pending.toString("utf8", start, carriageReturn ? end - 1 : end));
  };

  return {
    write(chunk) {
      pending = pending.length === 0 ? Buffer.from(chunk) : Buffer.concat([pending, chunk]);
      takeLines();
    },
    end() {
      if (pending.length > 0) emit(0, pending.length);
      pending = Buffer.alloc(0);
    },
  };
}

/** The nearest place at or before `index` where a UTF-8 character begins; at most 3 bytes back, as in none of valid UTF-8. */
function characterStart(bytes: Uint8Array, index: number): number {
  for (let back = 0; back <= 3; back++) {
    if ((bytes[index - back]! & 0xc0) !== 0x80) return index - back;
  }
  return index;
}

/**
 * The last lines of an output, for an error message. Of a command that wrote more, its first ones too: npm says first what is
 * wrong and then how it is used. A line that begins with `$ ` is a command, as both engines tell them.
 */
export class RecentLines {
  private before: readonly string[] = [];
  private first: string[] = [];
  private last: string[] = [];
  private leftOut = 0;
  constructor(
    private readonly firstLimit = 6,
    private readonly lastLimit = 13,
  ) {}

  add(line: string): void {
    if (line.startsWith("$ ")) this.begin();
    if (this.first.length < this.firstLimit) {
      this.first.push(line);
      return;
    }
    this.last.push(line);
    if (this.last.length <= this.lastLimit) return;
    this.last.shift();
    this.leftOut++;
  }

  list(): readonly string[] {
    const gap = this.leftOut > 0 ? [`(${this.leftOut} lines left out)`] : [];
    const ofCommand = [...this.first, ...gap, ...this.last];
    const room = this.firstLimit + 1 + this.lastLimit - ofCommand.length;
    return [...(room > 0 ? this.before.slice(-room) : []), ...ofCommand];
  }

  private begin(): void {
    this.before = this.list();
    this.first = [];
    this.last = [];
    this.leftOut = 0;
  }
}
