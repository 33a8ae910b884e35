/** A customer signs on the pad, with mouse or pen. */
import type { Page } from '@playwright/test';

export async function drawSignature(page: Page): Promise<void> {
  const pad = page.locator('[data-signature-pad]');
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (box === null) throw new Error('no pad');
  const at = (x: number, y: number) => page.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 4 });
  await at(0.2, 0.3);
  await page.mouse.down();
  await at(0.5, 0.7);
  await at(0.7, 0.2);
  await page.mouse.up();
}
