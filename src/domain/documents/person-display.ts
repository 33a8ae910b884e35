/**
 * How a person appears on paper that may be left on a counter: surname and form of address, last four digits of the phone.
 * The masking table is the house proposal (CONVERSATION §6.8) until Annex A of JR/T 0171-2020 has been read.
 */
import { customerText, graphemes, type CustomerText, type PublicString } from './audience-text';

/** Two-character surnames (复姓) in use; longest match wins. */
const DOUBLE_SURNAMES = new Set(
  (
    '欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 司徒 司空 夏侯 轩辕 端木 独孤 南宫 西门 东郭 百里 呼延 ' +
    '闻人 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 钟离 鲜于 闾丘 亓官 司寇 赫连 拓跋 完颜 叶赫 第五'
  ).split(' '),
);

/**
 * Surname followed by two asterisks, whatever the length of the given name, so that its length tells nothing:
 * 张小明 → 张**, 欧阳锋 → 欧阳**, 阿依古丽·买买提 → 阿**, "Anna Smith" → "A**". Empty → "**".
 */
export function maskName(fullName: PublicString): CustomerText {
  const name = customerText(fullName).normalize('NFKC').trim();
  const parts = graphemes(name);
  const two = parts.slice(0, 2).join('');
  // A double surname needs a given name after it; "单于" alone could be 单 + 于.
  const surname = parts.length > 2 && DOUBLE_SURNAMES.has(two) ? two : (parts[0] ?? '');
  return customerText(`${surname}**`);
}

/** "尾号 1234" is added by the renderer; this gives the four digits, or "" when there are fewer than seven digits in all. */
export function phoneTail(phone: PublicString): CustomerText {
  const digits = customerText(phone).normalize('NFKC').replace(/\D/g, '');
  return customerText(digits.length < 7 ? '' : digits.slice(-4));
}
