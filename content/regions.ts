/** Parts of the country whose seasons bring their own dangers, by the codes of the provinces since 1 July 2025. */
export const REGIONS = ['north-mountain', 'red-river', 'mekong'] as const;
export type Region = (typeof REGIONS)[number];

const PROVINCES: Readonly<Record<Region, readonly string[]>> = {
  // Cao Bằng, Tuyên Quang, Điện Biên, Lai Châu, Sơn La, Lào Cai, Thái Nguyên, Lạng Sơn, Phú Thọ
  'north-mountain': ['04', '08', '11', '12', '14', '15', '19', '20', '25'],
  // Hà Nội, Quảng Ninh, Bắc Ninh, Hải Phòng, Hưng Yên, Ninh Bình
  'red-river': ['01', '22', '24', '31', '33', '37'],
  // Đồng Tháp, Vĩnh Long, An Giang, Cần Thơ, Cà Mau
  mekong: ['82', '86', '91', '92', '96'],
};

/** Undefined where a province's seasons are none of these, or the province is not known. */
export function regionOf(provinceCode: string | null | undefined): Region | undefined {
  return provinceCode == null
    ? undefined
    : REGIONS.find((region) => PROVINCES[region].includes(provinceCode));
}
