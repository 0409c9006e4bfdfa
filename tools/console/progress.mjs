// What a person sees while set-up works: nothing for what is done in a blink, elapsed time for all else.
const QUIET_MS = 1_000;
const HEARTBEAT_MS = 30_000;
const FRAME_MS = 120;
const FRAMES = ["⠋", "⠙", "⠸", "⠴", "⠦", "⠇"];

/**
 * Makes a progress printer. It writes to standard error, so that a command's own output stays clean.
 * On a terminal a step is one line that counts its seconds; elsewhere it is a line at its start (once it has taken more
 * than a second), one every 30 seconds, and one at its end.
 */
export function createProgress({
  out = process.stderr,
  now = Date.now,
  live = Boolean(out.isTTY),
  quiet = false,
} = {}) {
  const write = (text) => quiet || out.write(text);

  /**
   * Runs `work(say)`; `say(text)` names what it is doing now, `say.detail(text)` the same in passing, for a terminal only.
   * What `work` returns as `{ text, details, announce, failed }` is the step's result, shown when the step said something or
   * took its time, or when `announce` is set. An error is shown with its step and thrown on.
   */
  async function step(title, work) {
    const line = createLine({ title, write, now, live });
    try {
      const result = await work(line.say);
      line.end(result ?? {});
      return result;
    } catch (error) {
      line.fail();
      throw error;
    }
  }

  /** Says one line at once: what a person must know before it happens. */
  const note = (text) => write(`${text}\n`);

  return { step, note };
}

/** 900 -> "0.9 s", 83_000 -> "1 min 23 s". */
export function elapsed(milliseconds) {
  const seconds = milliseconds / 1_000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${String(Math.floor(seconds % 60)).padStart(2, "0")} s`;
}

function createLine({ title, write, now, live }) {
  const start = now();
  let activity = "";
  let shown = false;
  let lastBeat = start;
  let frame = 0;

  const text = () => (activity ? `${title}: ${activity}` : title);
  const draw = () => {
    const passed = now() - start;
    if (passed < QUIET_MS) return;
    if (live) {
      shown = true;
      write(`\r\x1b[K${FRAMES[frame++ % FRAMES.length]} ${text()} (${elapsed(passed)})`);
    } else if (!shown) {
      shown = true;
      lastBeat = now();
      write(`… ${text()}\n`);
    } else if (now() - lastBeat >= HEARTBEAT_MS) {
      lastBeat = now();
      write(`… ${text()} (${elapsed(passed)})\n`);
    }
  };
  const timer = setInterval(draw, live ? FRAME_MS : 250);
  timer.unref();

  return {
    say: Object.assign(
      (words) => {
        if (words === activity) return;
        activity = words;
        lastBeat = now();
        if (shown && !live) write(`… ${text()} (${elapsed(now() - start)})\n`);
      },
      {
        detail: (words) => {
          if (live) activity = words;
        },
      },
    ),
    end({ text: result = "done", announce, failed, details = [] }) {
      clearInterval(timer);
      if (!shown && !activity && !announce && now() - start < QUIET_MS) return;
      write(
        `${live && shown ? "\r\x1b[K" : ""}${failed ? "✗" : "✓"} ${title}: ${result} (${elapsed(now() - start)})\n`,
      );
      for (const detail of details) write(`    ${detail}\n`);
    },
    fail() {
      clearInterval(timer);
      write(`${live && shown ? "\r\x1b[K" : ""}✗ ${text()} (${elapsed(now() - start)})\n`);
    },
  };
}
