import { styled } from '@mui/material/styles';
import { fonts } from '../app/theme/tokens';

const Digits = styled('span')({ fontFamily: fonts.number, fontWeight: 600, whiteSpace: 'nowrap' });

/** 受理编号 in digits of equal width, so that it can be read out and compared. */
export function CaseNumber({ number }: { readonly number: string }) {
  return <Digits>{number}</Digits>;
}
