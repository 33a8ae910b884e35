/** The first-run wizard and sign-in, in the words of the person in front of it. */
import type { Page } from '@playwright/test';
import { press, typeAt } from './keyboard';

export const people = {
  supervisor: { name: '李敏', staffNo: 'S001', password: 'jasmine-tea-71' },
  counter: { name: '陈静', staffNo: 'C017', password: 'quiet-river-42' },
} as const;

export const branch = {
  institution: '示范银行股份有限公司',
  name: '城东支行',
  province: '浙江',
  code: 'ZJ07',
  address: '城东路 18 号',
  phone: '0571-5550000',
  reviewPhone: '95000',
} as const;
export type BranchTyped = Readonly<Record<keyof typeof branch, string>>;

/** Fills in the wizard to its end; the application then asks who is working. */
export async function setUpBranch(page: Page, where: BranchTyped = branch): Promise<string> {
  await page.getByRole('button', { name: /新建网点/ }).click();
  const province = page.getByRole('combobox', { name: '省份' });
  await province.fill(where.province);
  await province.press('Enter');
  await fillBranch(page, where);
  await page.getByRole('button', { name: '下一步' }).click();
  await fillPerson(page, people.supervisor);
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByText('柜员接待客户').waitFor();
  await fillPerson(page, people.counter);
  await page.getByRole('button', { name: '生成密钥并继续' }).click();
  const code = page.getByTestId('recovery-code');
  await code.waitFor();
  const text = (await code.textContent()) ?? '';
  await page.getByLabel(/照纸上的再输一遍/).fill(text);
  await page.getByRole('button', { name: '完成设置' }).click();
  await page.getByRole('heading', { name: '请选择您是谁' }).waitFor();
  return text;
}

/** All of the first step but the province. */
export async function fillBranch(page: Page, where: BranchTyped = branch): Promise<void> {
  await page.getByLabel('机构名称').fill(where.institution);
  await page.getByLabel('网点名称').fill(where.name);
  await page.getByLabel('网点代码').fill(where.code);
  await page.getByLabel('网点地址').fill(where.address);
  await page.getByLabel('网点电话').fill(where.phone);
  await page.getByLabel('核查申请电话').fill(where.reviewPhone);
}

export async function fillPerson(
  page: Page,
  person: { name: string; staffNo: string; password: string },
): Promise<void> {
  await page.getByLabel('姓名').fill(person.name);
  await page.getByLabel('工号').fill(person.staffNo);
  await page.getByLabel('密码', { exact: false }).first().fill(person.password);
  await page.getByLabel('再输一遍密码').fill(person.password);
}

export async function signIn(page: Page, who: keyof typeof people): Promise<void> {
  await signInWith(page, people[who]);
}

/** The same for somebody who came later. */
export async function signInWith(
  page: Page,
  { name, password }: { readonly name: string; readonly password: string },
): Promise<void> {
  await page.getByRole('button', { name: new RegExp(name) }).click();
  await page.getByLabel(`${name} 的密码`).fill(password);
  await page.getByLabel(`${name} 的密码`).press('Enter');
  await page.getByRole('navigation').waitFor();
}

/** `setUpBranch` without a hand on the mouse. */
export async function setUpBranchByKeyboard(page: Page): Promise<void> {
  const next = page.getByRole('button', { name: '下一步' });
  await press(page, page.getByRole('button', { name: /新建网点/ }));
  const fields: readonly (readonly [string, string])[] = [
    ['机构名称', branch.institution],
    ['网点名称', branch.name],
    ['省份', branch.province],
    ['网点代码', branch.code],
    ['网点地址', branch.address],
    ['网点电话', branch.phone],
    ['核查申请电话', branch.reviewPhone],
  ];
  for (const [label, text] of fields) await typeAt(page, page.getByLabel(label), text);
  await press(page, next);
  const typePerson = async ({ name, staffNo, password }: (typeof people)[keyof typeof people]): Promise<void> => {
    await typeAt(page, page.getByLabel('姓名'), name);
    await typeAt(page, page.getByLabel('工号'), staffNo);
    await typeAt(page, page.getByLabel('密码', { exact: false }).first(), password);
    await typeAt(page, page.getByLabel('再输一遍密码'), password);
    await page.keyboard.press('Enter');
  };
  await page.getByText('网点负责人审批处理方案').waitFor();
  await typePerson(people.supervisor);
  await page.getByText('柜员接待客户').waitFor();
  await typePerson(people.counter);
  const code = page.getByTestId('recovery-code');
  await code.waitFor();
  await typeAt(page, page.getByLabel(/照纸上的再输一遍/), (await code.textContent()) ?? '');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '请选择您是谁' }).waitFor();
}

/** `signIn` without a hand on the mouse. */
export async function signInByKeyboard(page: Page, who: keyof typeof people): Promise<void> {
  const { name, password } = people[who];
  await press(page, page.getByRole('button', { name: new RegExp(name) }));
  await typeAt(page, page.getByLabel(`${name} 的密码`), password);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').waitFor();
}
