import { describe, expect, it } from 'vitest';
import { createRedact } from './redact';

const redact = createRedact({ data: '/home/zhangsan/.config/Xianting', app: '/opt/xianting' });

describe('redaction', () => {
  it.each([
    ['a mobile number', 'no reply from 13800138000', '13800138000'],
    ['a mobile number with spaces', 'no reply from 138 0013 8000', '8000'],
    ['a mobile number that something follows', 'key13800138000abc', '13800138000'],
    ['a full-width number', 'tail １３８００１３８０００', '138'],
    ['a land line', 'call (0571) 555-0000', '555'],
    ['an identity number', 'bad id 11010519491231002X', '11010519491231002'],
    ['a passport', 'unknown document E12345678', 'E1234'],
    ['a card number', 'card 6222 0213 4567 8901 unknown', '6222'],
    ['a Chinese name', 'no such person: 王小明', '王'],
    ['a name of one sign and one of two', 'no such person: 王 小明', '小'],
    ['a name in Latin letters', 'no such person: Zhang Xiaoming', 'Xiaoming'],
    ['a name in capitals', 'no such person: ZHANG SAN', 'ZHANG'],
    ['an address of a mailbox', 'cannot write to xiaoming.wang@example.cn', 'xiaoming'],
    ['a narrative', '解析失败：客户说柜台多扣了三百元', '客户'],
    ['what JSON.parse quotes', `Unexpected token 'z', "{"name": "zhou hai", "n" is not valid JSON`, 'zhou'],
    ['what stands in single quotes', "invalid value 'zhou'", 'zhou'],
    ['the home folder', "EACCES: permission denied, open '/home/zhangsan/Desktop/a.pdf'", 'zhangsan'],
    ['a chosen file', "ENOENT: no such file or directory, open '/media/usb/zhou hai.pdf'", 'zhou'],
    ['a path without quotes', 'could not read /home/zhangsan/Desktop/a.pdf now', 'zhangsan'],
    ['a Windows home folder', 'EPERM: operation not permitted, open C:\\Users\\zhangsan\\a.log', 'zhangsan'],
    ['a share', 'no access to \\\\server\\zhangsan\\a.log', 'zhangsan'],
    ['a query of a URL', 'GET https://hq.example.cn/cases?name=zhouhai failed', 'zhouhai'],
    ['the user of a URL', 'GET https://zhouhai:secret@hq.example.cn/cases failed', 'zhouhai'],
  ])('takes out %s', (_what, text, leak) => {
    expect(redact(text)).not.toContain(leak);
  });

  it.each([
    ["ENOSPC: no space left on device, write '/home/zhangsan/.config/Xianting/journal/000001.log'", '<data>/journal/'],
    ["Cannot read properties of undefined (reading 'header')", "reading 'header'"],
    ["Cannot find module '/opt/xianting/out/main/x.js'", '<app>/out/main/x.js'],
    ['GET https://hq.example.cn/v1/push failed', 'https://hq.example.cn/'],
    ['store refused open: store.unreadable', 'store refused open: store.unreadable'],
  ])('leaves what helps to find the fault: %s', (text, kept) => {
    expect(redact(text)).toContain(kept);
  });

  it.each(['01890000-0000-7000-8000-0000000000ab', '0000000000ab'])('leaves the id %s whole', (id) => {
    expect(redact(id)).toBe(id);
  });

  it('knows a folder on Windows in each of its spellings', () => {
    const onWindows = createRedact({ data: 'C:\\Users\\张三\\AppData\\Xianting' });
    expect(onWindows("open 'C:\\Users\\张三\\AppData\\Xianting\\keys\\a'")).toContain('<data>');
    expect(onWindows('file:///C:/Users/%E5%BC%A0%E4%B8%89/AppData/Xianting/keys')).not.toContain('%E5');
  });

  it('cuts a text of any length', () => {
    expect(redact('a '.repeat(10_000)).length).toBeLessThanOrEqual(2_000);
  });
});
