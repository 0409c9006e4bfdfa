/**
 * Climbs a ladder: tries its rungs in order and answers the first that holds, as
 * `{ rung, value, refused: [{ rung, why }] }`. A rung is `{ name, attempt }`; `attempt()` answers a value, or throws
 * `Unavailable` to say why it does not hold here. Any other error is a defect or a stop, and ends the climb.
 */
export async function climb(rungs, onTry = () => {}) {
  const refused = [];
  for (const { name, attempt } of rungs) {
    onTry(name, refused);
    try {
      return { rung: name, value: await attempt(), refused };
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      refused.push({ rung: name, why: error.message });
    }
  }
  throw new NoRung(refused);
}

/** Why a rung does not hold on this machine. */
export class Unavailable extends Error {}

/** No rung held; `refused` says why, one by one. */
export class NoRung extends Error {
  constructor(refused) {
    super(refused.map(({ rung, why }) => `  - ${rung}: ${why}`).join("\n"));
    this.refused = refused;
  }
}
