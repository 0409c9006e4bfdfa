/** Results of `work` for all items, in their order, at most `atOnce` of them under way. The first failure ends it: no further item is begun. */
export async function sideBySide<Item, Value>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Value>,
): Promise<Value[]> {
  const values = new Array<Value>(items.length);
  let next = 0;
  let failed = false;
  const takeTurns = async (): Promise<void> => {
    while (next < items.length && !failed) {
      const index = next++;
      try {
        values[index] = await work(items[index]!);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, takeTurns));
  return values;
}
