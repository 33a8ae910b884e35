/** Baselines that run in the store's own page, on a database of their own beside the application's. */

const helpers = `
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const openRaw = () => new Promise((resolve, reject) => {
    const request = indexedDB.open('bench-raw', 1);
    request.onupgradeneeded = () => {
      const table = request.result.createObjectStore('cases', { keyPath: 'id' });
      table.createIndex('receivedAtMs', 'receivedAtMs');
      table.createIndex('status', 'status');
      table.createIndex('keys', 'keys', { multiEntry: true });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const openOurs = () => done(indexedDB.open('xianting'));
  const commit = (transaction) => new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
    transaction.commit();
  });
`;

const script = (body: string): string => `(async () => { ${helpers} ${body} })()`;

/** Makes the raw database hold the rows of \`cases\` and no others; gives their number. */
export const copyCases = script(`
  const [raw, ours] = [await openRaw(), await openOurs()];
  const clearing = raw.transaction('cases', 'readwrite', { durability: 'relaxed' });
  clearing.objectStore('cases').clear();
  await commit(clearing);
  let after = null;
  let count = 0;
  for (;;) {
    const range = after === null ? null : IDBKeyRange.lowerBound(after, true);
    const rows = await done(ours.transaction('cases').objectStore('cases').getAll(range, 2000));
    if (rows.length === 0) break;
    const transaction = raw.transaction('cases', 'readwrite', { durability: 'relaxed' });
    for (const row of rows) transaction.objectStore('cases').put(row);
    await commit(transaction);
    after = rows.at(-1).id;
    count += rows.length;
  }
  raw.close(); ours.close();
  return count;
`);

/** One row per strict transaction, \`count\` times: ms each. The row is the newest case as the application stored it. */
export const strictPuts = (count: number): string =>
  script(`
  const [raw, ours] = [await openRaw(), await openOurs()];
  const cursor = await done(ours.transaction('cases').objectStore('cases').openCursor(null, 'prev'));
  const row = cursor.value;
  const times = [];
  for (let i = 0; i < ${String(count)}; i += 1) {
    const one = { ...row, id: crypto.randomUUID(), receivedAtMs: row.receivedAtMs + i };
    const began = performance.now();
    const transaction = raw.transaction('cases', 'readwrite', { durability: 'strict' });
    transaction.objectStore('cases').put(one);
    await commit(transaction);
    times.push(performance.now() - began);
  }
  raw.close(); ours.close();
  return times;
`);

/** Leaves \`benchPut()\` in the page: one strict put as above, ms. */
export const prepareOnePut = script(`
  const [raw, ours] = [await openRaw(), await openOurs()];
  const cursor = await done(ours.transaction('cases').objectStore('cases').openCursor(null, 'prev'));
  const row = cursor.value;
  ours.close();
  globalThis.benchPut = async () => {
    const one = { ...row, id: crypto.randomUUID() };
    const began = performance.now();
    const transaction = raw.transaction('cases', 'readwrite', { durability: 'strict' });
    transaction.objectStore('cases').put(one);
    await commit(transaction);
    return performance.now() - began;
  };
`);

/** Counts by an index, as a page without counters has to: ms of each of \`times\` rounds, and the counts. */
export const countByIndex = (statuses: readonly string[], times: number): string =>
  script(`
  const raw = await openRaw();
  const samples = [];
  let counts = [];
  for (let i = 0; i < ${String(times)}; i += 1) {
    const began = performance.now();
    const index = raw.transaction('cases').objectStore('cases').index('status');
    counts = await Promise.all(${JSON.stringify(statuses)}.map((status) => done(index.count(status))));
    samples.push(performance.now() - began);
  }
  raw.close();
  return { samples, counts };
`);

/** The newest fifty rows by a cursor over the index, \`count\` times: ms each, and when they were received. */
export const cursorFifty = (count: number): string =>
  script(`
  const raw = await openRaw();
  const samples = [];
  let rows = [];
  for (let i = 0; i < ${String(count)}; i += 1) {
    const began = performance.now();
    rows = [];
    await new Promise((resolve, reject) => {
      const request = raw.transaction('cases').objectStore('cases').index('receivedAtMs').openCursor(null, 'prev');
      request.onsuccess = () => {
        if (!request.result) return resolve();
        rows.push(request.result.value);
        if (rows.length === 50) return resolve();
        request.result.continue();
      };
      request.onerror = () => reject(request.error);
    });
    samples.push(performance.now() - began);
  }
  raw.close();
  return { samples, times: rows.map((row) => row.receivedAtMs) };
`);

/** \`rows\` rows in strict transactions of a hundred, as the import writes them: ms in all. */
export const bulkPuts = (rows: number): string =>
  script(`
  const [raw, ours] = [await openRaw(), await openOurs()];
  const cursor = await done(ours.transaction('cases').objectStore('cases').openCursor(null, 'prev'));
  const row = cursor.value;
  const began = performance.now();
  for (let i = 0; i < ${String(rows)}; i += 100) {
    const transaction = raw.transaction('cases', 'readwrite', { durability: 'strict' });
    for (let j = 0; j < 100; j += 1) {
      transaction.objectStore('cases').put({ ...row, id: crypto.randomUUID(), receivedAtMs: row.receivedAtMs + i + j });
    }
    await commit(transaction);
  }
  const ms = performance.now() - began;
  raw.close(); ours.close();
  return ms;
`);
