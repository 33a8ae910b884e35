/** A proposal that the counter writes and somebody else signs. */
export const refundOfFee = {
  kinds: ['refund'],
  amountFen: 20_000,
  factsFound: '核对流水，年费重复扣收。',
  basis: '收费公示第 4 项',
  decisionText: '退还重复扣收的年费。',
  performBy: '',
  internalReason: '',
  evidenceIds: [],
} as const;
