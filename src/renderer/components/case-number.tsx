import Box from '@mui/material/Box';
import { fonts } from '../app/theme/tokens';

/** 受理编号 in digits of equal width, so that it can be read out and compared. */
export function CaseNumber({ number }: { readonly number: string }) {
  return (
    <Box component="span" sx={{ fontFamily: fonts.number, fontWeight: 600, whiteSpace: 'nowrap' }}>
      {number}
    </Box>
  );
}
