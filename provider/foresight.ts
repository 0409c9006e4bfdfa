import { defaultHome } from "../api/home";
import { type Client, isThere } from "./client";
import { Account, type Finding, type Foresee } from "./core/account";
import { messageOf } from "./core/failure";
import { Patience } from "./core/patience";
import type { Clock, Definition, Properties } from "./core/resource";
import { isUnknown } from "./core/unknown";
import type { Settings } from "./settings";

/** A preview waits so long for the account, once; then it goes on without. */
const LOOK_MS = 3_000;
/** All looks of a preview together may take so long: resources are checked one after the other, and slow answers add up. */
const ALL_LOOKS_MS = 10_000;
/** What was read of the account counts as true for so long: a preview asks the same for many resources. */
const FRESH_MS = 10_000;

/** What a foresight needs of its adapter. */
export interface Surroundings {
  settings: Omit<Settings, "defaultTags">;
  open(): Promise<Client>;
  clock: Clock;
  log(message: string): void;
}

/**
 * Looks at the account while Pulumi checks and compares, so that a preview tells what would fail. Reads only, in a few seconds at most,
 * for what changes only; no answer is no finding. Never starts a local App Runner. `apprunner:checks: off` turns it off.
 */
export class Foresight {
  /** What this program has already, by kind and identity: a check without old inputs is then one for a replacement, not a new thing. */
  private readonly managed = new Set<string>();
  private account: { at: number; opened: Promise<Account | undefined> } | undefined;
  private readonly patience: Patience;
  private silent = false;
  private spentMs = 0;

  constructor(private readonly around: Surroundings) {
    this.patience = new Patience(around.clock, around.log);
  }

  /** For Pulumi's check. `olds` are the old inputs, empty for a new thing and for the second check of a replacement. */
  async ofCheck(definition: Definition, foresee: Foresee, olds: Properties, news: Properties): Promise<Finding[]> {
    const isNew = Object.keys(olds).length === 0;
    const identity = identityOf(definition, isNew ? news : olds);
    if (!isNew && identity) this.managed.add(identity);
    if (!isNew || !foresee.create || (identity && this.managed.has(identity))) return [];
    return this.look((account) => foresee.create!(news, account));
  }

  /**
   * For Pulumi's diff, which has the id, of a thing that changes, or may be replaced. Pulumi cannot be told of an error there: all are
   * warnings.
   */
  async ofDiff(
    foresee: Foresee,
    id: string,
    olds: Properties,
    news: Properties,
    replaces: boolean,
  ): Promise<Finding[]> {
    if (!foresee.update && !(replaces && foresee.replace)) return [];
    const found = await this.look(async (account) => {
      const looks = [foresee.update?.(id, olds, news, account), replaces && foresee.replace?.(id, olds, account)];
      return (await Promise.all(looks)).flatMap((findings) => findings || []);
    });
    return found.map((each) => (each.severity === "error" ? { ...each, severity: "warning" } : each));
  }

  private async look(ask: (account: Account) => Promise<Finding[]>): Promise<Finding[]> {
    if (!this.around.settings.checks || this.silent) return [];
    const late = new AbortController();
    const begun = this.around.clock.now();
    try {
      const work = this.now().then((account) => (account ? ask(account) : []));
      work.catch(() => undefined);
      return await Promise.race([work, this.deadline(late.signal)]);
    } catch (error) {
      this.silent = true;
      this.around.log(`without a look at the account: ${messageOf(error)}`);
      return [];
    } finally {
      late.abort();
      this.spend(this.around.clock.now() - begun);
    }
  }

  private spend(milliseconds: number): void {
    this.spentMs += milliseconds;
    if (this.spentMs < ALL_LOOKS_MS || this.silent) return;
    this.silent = true;
    this.around.log(`the looks at the account took ${ALL_LOOKS_MS / 1000} s: what is left is not looked at`);
  }

  /** After the first that is too late nothing is asked any more: many resources would wait one after the other. */
  private async deadline(ended: AbortSignal): Promise<never> {
    await this.around.clock.sleep(LOOK_MS, ended);
    throw new Error(`no answer within ${LOOK_MS / 1000} s`);
  }

  private now(): Promise<Account | undefined> {
    const at = this.around.clock.now();
    if (!this.account || at - this.account.at > FRESH_MS) this.account = { at, opened: this.openAccount() };
    return this.account.opened;
  }

  private async openAccount(): Promise<Account | undefined> {
    const { settings, clock } = this.around;
    if (!(await isThere(settings))) return undefined;
    const api = await this.around.open();
    const signal = AbortSignal.timeout(FRESH_MS + LOOK_MS);
    const call = { api, target: settings.target, signal, timeoutMs: LOOK_MS, clock, log: () => {} };
    const home = settings.target === "local" && settings.home !== defaultHome() ? settings.home : undefined;
    return new Account(call, this.patience, home);
  }
}

/** Undefined for a thing whose name is made up or not known yet. */
function identityOf({ kind, identity }: Definition, inputs: Properties): string | undefined {
  const values = identity.map((name) => inputs[name]);
  const known = values.length > 0 && values.every((value) => typeof value === "string" && !isUnknown(value));
  return known ? JSON.stringify([kind, ...values]) : undefined;
}
