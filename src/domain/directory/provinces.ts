/** 省级行政区, in the order of GB/T 2260. A branch keeps the short Chinese name: it is what HQ lists and papers show. */

export interface Province {
  /** Short name, and the value that is kept. */
  readonly zh: string;
  readonly zhFull: string;
  readonly en: string;
}

const province = (zh: string, zhFull: string, en: string): Province => ({ zh, zhFull, en });

export const provinces: readonly Province[] = [
  province('北京', '北京市', 'Beijing'),
  province('天津', '天津市', 'Tianjin'),
  province('河北', '河北省', 'Hebei'),
  province('山西', '山西省', 'Shanxi'),
  province('内蒙古', '内蒙古自治区', 'Inner Mongolia'),
  province('辽宁', '辽宁省', 'Liaoning'),
  province('吉林', '吉林省', 'Jilin'),
  province('黑龙江', '黑龙江省', 'Heilongjiang'),
  province('上海', '上海市', 'Shanghai'),
  province('江苏', '江苏省', 'Jiangsu'),
  province('浙江', '浙江省', 'Zhejiang'),
  province('安徽', '安徽省', 'Anhui'),
  province('福建', '福建省', 'Fujian'),
  province('江西', '江西省', 'Jiangxi'),
  province('山东', '山东省', 'Shandong'),
  province('河南', '河南省', 'Henan'),
  province('湖北', '湖北省', 'Hubei'),
  province('湖南', '湖南省', 'Hunan'),
  province('广东', '广东省', 'Guangdong'),
  province('广西', '广西壮族自治区', 'Guangxi'),
  province('海南', '海南省', 'Hainan'),
  province('重庆', '重庆市', 'Chongqing'),
  province('四川', '四川省', 'Sichuan'),
  province('贵州', '贵州省', 'Guizhou'),
  province('云南', '云南省', 'Yunnan'),
  province('西藏', '西藏自治区', 'Xizang (Tibet)'),
  province('陕西', '陕西省', 'Shaanxi'),
  province('甘肃', '甘肃省', 'Gansu'),
  province('青海', '青海省', 'Qinghai'),
  province('宁夏', '宁夏回族自治区', 'Ningxia'),
  province('新疆', '新疆维吾尔自治区', 'Xinjiang'),
  province('台湾', '台湾省', 'Taiwan'),
  province('香港', '香港特别行政区', 'Hong Kong'),
  province('澳门', '澳门特别行政区', 'Macao'),
];
