/** 受理编号 in digits of equal width, so that it can be read out and compared. */
export function CaseNumber({ number }: { readonly number: string }) {
  return <span className="xt-case-number">{number}</span>;
}
