package org.anode.node.identity;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.BELA;
import static org.anode.node.replicate.Samples.identity;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class VoucherTest {
    @Test
    @DisplayName("MB-6 a device vouches for one other, as one person's, and nobody in its place")
    void vouches() {
        var bela = BELA.keys().publicKey();
        var voucher = Voucher.by(ANNA.keys(), ANNA.person(), bela);
        assertTrue(voucher.isFor(ANNA.person(), bela));
        assertEquals(ANNA.device(), voucher.device());
        assertFalse(voucher.isFor(BELA.person(), bela));
        assertFalse(voucher.isFor(ANNA.person(), identity(3).keys().publicKey()));
        assertFalse(new Voucher(bela, voucher.signature()).isFor(ANNA.person(), bela));
    }
}
