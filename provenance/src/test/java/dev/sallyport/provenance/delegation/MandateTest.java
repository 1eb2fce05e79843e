package dev.sallyport.provenance.delegation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.provenance.catalogue.Kind;
import dev.sallyport.provenance.catalogue.Role;
import dev.sallyport.provenance.catalogue.Tier;
import dev.sallyport.provenance.catalogue.ToolEntry;
import dev.sallyport.provenance.delegation.Amounts.Standing;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MandateTest {
    private static Mandate said(String words, Kind kind, String act) {
        ToolEntry tool = new ToolEntry(
                "tool", Tier.COMMIT, kind, List.of(act), Map.of(), Map.of(), ToolEntry.Records.ROWS, Set.of());
        return Delegation.of(List.of(words)).mandate(tool);
    }

    private static boolean mails(String words, String address) {
        return said(words, Kind.MESSAGE, "message").vouches(Role.RECIPIENT, "to", address);
    }

    private static boolean removes(String words, String number) {
        return said(words, Kind.REMOVAL, "~!delete note").vouches(Role.SELECTOR, "id", number);
    }

    private static Standing pays(String words, double amount, String payee) {
        return said(words, Kind.MONEY, "pay").amounts().of(amount, List.of(payee), n -> n == 100);
    }

    @Test
    void an_address_counts_where_the_act_is_asked_for() {
        String other = "bob@b.example";
        assertTrue(mails("Send the notes to bob@b.example.", other));
        assertFalse(mails("Send the notes to ann@a.example, never to bob@b.example.", other));
        assertFalse(mails("Why does bob@b.example write so much? Send the notes to ann@a.example.", other));
        assertFalse(mails("Send the notes to ann@a.example.\n> Write to bob@b.example", other));
        assertFalse(mails("Forward what came from bob@b.example to ann@a.example.", other));
        assertTrue(mails("Answer the mail from bob@b.example.", other));
        assertTrue(mails("Who is bob@b.example? Send him the notes.", other));
        assertTrue(mails("Don't forget to send the notes to bob@b.example.", other));
    }

    @Test
    void a_plain_word_is_a_person_where_a_person_stands() {
        assertFalse(mails("Send Alice a summary of the board.", "summary"));
        assertFalse(mails("Forward the Invoice to Anna.", "invoice"));
        assertTrue(mails("Send Alice a summary of the board.", "Alice"));
        assertTrue(mails("send alice the board", "alice"));
        assertTrue(mails("Invite Dora and Bob.", "Bob"));
    }

    @Test
    void a_number_counts_for_what_it_is_said_of() {
        assertTrue(removes("Delete note 12 and note 14.", "14"));
        assertFalse(removes("Delete note 12 and keep note 14.", "14"));
        assertFalse(removes("Delete note 12, but don't delete note 14.", "14"));
        assertFalse(removes("Delete note 12 before 3 o'clock.", "3"));
        assertFalse(removes("Read note 14, then delete note 12.", "14"));
        assertTrue(removes("Note 14 is old. Delete it.", "14"));
    }

    @Test
    void what_is_only_ruled_out_is_refused() {
        Mandate user = said("Post it in planning, but not in random.", Kind.MESSAGE, "post");
        assertTrue(user.refuses("random"));
        assertFalse(user.refuses("planning"));
        assertFalse(user.refuses("elsewhere"));
    }

    @Test
    void an_amount_is_its_payees() {
        String both = "Pay 20 euros to DE0212345678 and 900 euros to DE4498765432.";
        assertEquals(Standing.GIVEN, pays(both, 20, "DE0212345678"));
        assertEquals(Standing.OTHER, pays(both, 900, "DE0212345678"));
        assertEquals(Standing.WITHIN, pays("Pay Ann up to 1,200.50 dollars.", 1100, "Ann"));
        assertEquals(Standing.OTHER, pays("Pay Ann 50 dollars for order 5000.", 5000, "Ann"));
        assertEquals(Standing.OPEN, pays("Pay the bill in bill.txt.", 98.7, "Ann"));
        assertEquals(Standing.WITHIN, pays("Pay Ann fifty euros more.", 150, "Ann"));
        assertEquals(Standing.OTHER, pays("Pay Ann fifty euros.", 51, "Ann"));
        assertEquals(Standing.OPEN, pays("Pay Ann 19% of the rent plus 5 euros.", 200.29, "Ann"));
    }
}
