/**
 * All items of a list operation. App Runner's pages are irregular: a page may be empty, or shorter than asked for, and still have a
 * next one. Only the missing token is the end.
 */
export async function* listAll<Page extends { NextToken?: string }, Item>(
  read: (NextToken: string | undefined) => Promise<Page>,
  items: (page: Page) => readonly Item[] | undefined,
): AsyncGenerator<Item> {
  let NextToken: string | undefined;
  do {
    const page = await read(NextToken);
    yield* items(page) ?? [];
    NextToken = page.NextToken;
  } while (NextToken);
}

/** Everything that `source` yields, in its order. */
export async function collect<Item>(source: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of source) found.push(item);
  return found;
}
