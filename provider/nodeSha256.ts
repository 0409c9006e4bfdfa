import { createHash, createHmac } from "node:crypto";

/** Node's SHA-256, with a secret its HMAC, in the form that the SDK's signer asks for. */
export class NodeSha256 {
  private readonly hash;

  constructor(secret?: string | Uint8Array) {
    this.hash = secret ? createHmac("sha256", secret) : createHash("sha256");
  }

  update(data: string | Uint8Array): void {
    this.hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }

  reset(): void {}
}
