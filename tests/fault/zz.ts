import { powerLoss } from './rows/power-loss';
void (async () => {
  const from = Number(process.argv[2]),
    to = Number(process.argv[3]);
  for (let s = from; s <= to; s++) {
    const t = performance.now();
    try {
      console.log(s, JSON.stringify(await powerLoss.attempt(s)).slice(0, 600), Math.round(performance.now() - t));
    } catch (e) {
      console.log(s, 'THROWN', e);
    }
  }
})();
