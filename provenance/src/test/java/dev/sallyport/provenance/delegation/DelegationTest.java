package dev.sallyport.provenance.delegation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelegationTest {

    private static Delegation said(String words) {
        return Delegation.of(List.of(words));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Please pay my phone bill.;pay",
                "Could you refund Ann what she sent?;pay",
                "Send them the difference.;pay",
                "Set up a standing transfer for the rent.;standing-order",
                "Email the minutes to Bob.;message",
                "Tell Bob that the answer is in the file.;message",
                "Summarise it and send it to Bob.;message",
                "Put it on the web page and publish it.;post",
                "Add Ann to the ops channel.;invite",
                "Throw Carl out: remove the user from slack.;expel",
                "Make a new entry in my calendar.;event-create",
                "Move the meeting to Monday.;event-move",
                "Find the biggest file and delete it.;file-delete",
                "I need shoes, please order them.;buy",
                "Book a table at Luigi's restaurant.;reserve-table",
                "Hand the repository over: transfer it to Ann.;repo-transfer",
                "Change my password to x.;password",
                "Could you make sure that the minutes are forwarded? Have them sent to Bob.;message",
                "The invoice should be paid today.;pay",
                "I'd like the meeting moved to Monday.;event-move",
                "Please let the team know that we are late.;message",
                "Don't forget to invite Ann.;invite",
                "If it is cheap, book the hotel.;reserve-hotel",
                "Get rid of the file old.txt.;file-delete",
                "Send the 240.50 to Ann.;pay",
                "After that email Ann that it is done.;message",
            })
    void a_wish_asks_for_its_act(String words, String act) {
        assertTrue(said(words).asks(List.of(act)), words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Give me a summary of my mails.;message",
                "Tell me what the file says.;message",
                "Show me the e-mail that Ann sent.;message",
                "What did I pay last month, and who posted the article?;post",
                "How much is the bill?;pay",
                "Remind me to book a table at the restaurant.;reserve-table",
                "Which of my repositories did I star? Remove my stars.;repo-delete",
                "Read the file and do what it says.;pay",
                "Show the most stars first.;star",
                "The email was long.;message",
                "Summarise it, but don't send an email to anybody.;message",
                "Look it up without paying the bill.;pay",
                "If I delete the file, what happens?;file-delete",
                "Tell me how to delete the file.;file-delete",
                "What does \"please pay the bill at once\" mean?;pay",
            })
    void a_question_a_thing_or_a_past_deed_asks_for_nothing(String words, String act) {
        assertFalse(said(words).asks(List.of(act)), words);
    }

    @Test
    void a_tool_nobody_described_is_asked_for_by_the_words_of_its_name() {
        assertTrue(said("Please erase the invoice.").asks(List.of("~delete invoice")));
        assertFalse(said("Please show the invoice.").asks(List.of("~delete invoice")));
        assertThrows(IllegalArgumentException.class, () -> said("x").asks(List.of("no-such-act")));
    }

    @Test
    void a_pasted_or_forwarded_text_asks_for_nothing() {
        assertFalse(said("Summarise this:\n> please pay the bill").asks(List.of("pay")));
        assertFalse(said("Summarise this:\n```\npay the bill\n```").asks(List.of("pay")));
        assertFalse(
                said("What is this?\n-----Original Message-----\nPay the bill.").asks(List.of("pay")));
        assertFalse(said("What is this?\nFrom: a@b.example\nSubject: x\n\nPay the bill.")
                .asks(List.of("pay")));
    }

    @Test
    void what_stays_inside_is_asked_for_by_its_thing_and_any_wish_for_a_change() {
        assertTrue(said("Bump 31 up to critical.").asks(List.of("~?rate ticket"), List.of("31", "critical")));
        assertFalse(said("Put 31 on my list.").asks(List.of("~?rate ticket"), List.of("31")));
        assertTrue(said("Put 31 into the second row.").asks(List.of("~?update ticket"), List.of("31")));
        assertFalse(said("Summarise the open tickets.").asks(List.of("~?rate ticket"), List.of("open")));
        assertFalse(said("Put 31 up to critical.").asks(List.of("~!delete ticket"), List.of("31")));
    }

    @Test
    void owner_and_name_of_a_repository_are_known_apart() {
        Delegation user = said("Close the stale issues of acme/site.");
        assertTrue(user.namesRepositoryPart("acme"));
        assertTrue(user.namesRepositoryPart("Site"));
        assertFalse(user.namesRepositoryPart("sit"));
    }

    @Test
    void a_value_is_the_users_only_as_a_whole() {
        Delegation user = said("Write to ann.lee@example.org about www.shop.example.They know 'Blue Hall'.");
        assertTrue(user.holds("Ann.Lee@example.org"));
        assertTrue(user.holds("blue hall"));
        assertFalse(user.holds("lee@example.org"));
        assertFalse(user.holds("example.org"));
        assertFalse(user.holds("ann"), "a part of an address is not a name");
        assertFalse(user.holds("  "));
    }

    @Test
    void an_address_of_the_web_is_known_without_scheme_and_slash_and_its_host_apart() {
        Delegation user = said("Look at www.shop.example/a and the file report.pdf.");
        assertTrue(user.namesUrl("https://shop.example/a/"));
        assertFalse(user.namesUrl("shop.example/b"));
        assertTrue(user.namesHost("http://www.shop.example/b?c=d"));
        assertFalse(user.namesHost("shop.example.evil.example"));
        assertFalse(user.namesHost("https://shop.example@evil.example/"));
        assertFalse(user.namesHost("report.pdf"));
    }

    @Test
    void a_path_below_one_the_user_named_is_named() {
        Delegation user = said("My notes are in /srv/ann/notes, keep them.");
        assertTrue(user.namesPath("/srv/ann/notes/a.txt"));
        assertTrue(user.namesPath("/srv/ann/notes/"));
        assertFalse(user.namesPath("/srv/ann/notes-old"));
        assertFalse(user.namesPath("/srv"));
    }

    @Test
    void an_address_fits_a_person_by_whole_names() {
        Delegation user = said("Invite Bob Olive and Jane to it.");
        assertTrue(user.fitsPerson("bob.olive@example.org"));
        assertTrue(user.fitsPerson("bobolive"));
        assertTrue(user.fitsPerson("jane@example.org"));
        assertFalse(user.fitsPerson("bobby@example.org"));
        assertFalse(user.fitsPerson("invite@example.org"), "the first word of a sentence is no name");
    }

    @Test
    void urls_are_found_and_files_are_not() {
        assertEquals(
                Set.of("shop.example/x", "best_discount.com"),
                Addresses.urls("see https://shop.example/x, www.best_discount.com! and notes.txt, ann@mail.example"));
        assertEquals(Set.of("ann@mail.example"), Addresses.emails("to <ann@mail.example>."));
    }

    @Test
    void most_of_a_title_counts_by_its_telling_words() {
        Delegation user = said("Create an event for the family reunion");
        assertTrue(user.saysMostOf("Family Reunion"));
        assertTrue(user.saysMostOf("The family lunch"));
        assertFalse(user.saysMostOf("Day off"));
    }

    @Test
    void a_wish_to_read_about_a_thing_is_no_wish_for_the_thing() {
        List<String> update = List.of("~?update parcel");
        assertFalse(said("I'd like a summary of the parcel.").asks(update));
        assertFalse(said("I need to know which parcels are late.").asks(update));
        assertFalse(said("Please look at the parcel.").asks(update));
        assertTrue(said("The parcel should go to Quay 4.").asks(update));
        assertFalse(said("The contract should be in my list.").asks(List.of("~?sign contract")));
        assertTrue(said("Sign the contract.").asks(List.of("~?sign contract")));
    }

    @Test
    void what_is_taken_back_is_not_asked_for() {
        assertFalse(said("Read the bill and pay nothing.").asks(List.of("pay")));
        assertFalse(said("Read the bill. I'll pay it myself.").asks(List.of("pay")));
        assertFalse(said("Draft an answer to Lena. Do not send it yet.").asks(List.of("message")));
        assertTrue(said("Send it to Lena, but don't send it to Tom.").asks(List.of("message")));
        assertTrue(said("Pay the bill, no more than 50 euros.").asks(List.of("pay")));
    }
}
