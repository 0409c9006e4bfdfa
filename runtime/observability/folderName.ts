/**
 * A name of a region, group or stream as the name of one folder, and back: percent-encoded, so that no name leads out of its folder
 * and none is another's. Throws a RangeError for a name that cannot be one (`canNameFolder`).
 */
export function folderNameOf(name: string): string {
  const encoded = encode(name);
  if (encoded !== undefined) return encoded;
  throw new RangeError(`"${name.slice(0, 80)}" cannot name a log: 1 to ${LONGEST} bytes are expected, percent-encoded`);
}

/** False for an empty name, for one longer than file systems take (255 bytes encoded) and for broken Unicode. */
export function canNameFolder(name: string): boolean {
  return encode(name) !== undefined;
}

/** The name behind a folder's; undefined for a folder that is not ours. */
export function nameOfFolder(folder: string): string | undefined {
  try {
    const name = decodeURIComponent(folder);
    return encode(name) === folder ? name : undefined;
  } catch {
    return undefined;
  }
}

const LONGEST = 255;

function encode(name: string): string | undefined {
  // Half a surrogate pair; encodeURIComponent throws for it.
  if (/\p{Surrogate}/u.test(name)) return undefined;
  // "." and ".." are folders of their own.
  const encoded = encodeURIComponent(name).replace(/^\./, "%2E");
  return encoded !== "" && encoded.length <= LONGEST ? encoded : undefined;
}
