package dev.sallyport.gate.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.sallyport.gate.decision.Decision;
import dev.sallyport.gate.decision.Judgement;
import dev.sallyport.gate.decision.ReasonCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class StricterTest {
    private static final Judgement ALLOW = of(new Decision.Allow(ReasonCode.PERMITTED), "a");
    private static final Judgement DENY = of(Decision.Deny.of(ReasonCode.POLICY_FORBIDS), "d");

    private static Judgement of(Decision decision, String policy) {
        return new Judgement(decision, List.of(policy));
    }

    private static Judgement ask(String group, int people) {
        return of(new Decision.RequireApproval(group, people, 1_000), group + people);
    }

    @Test
    void a_refusal_goes_before_a_question_and_a_question_before_a_permission() {
        assertSame(DENY, Stricter.of(ALLOW, DENY));
        assertSame(DENY, Stricter.of(DENY, ask("ops", 1)));
        Judgement asked = ask("ops", 1);
        assertSame(asked, Stricter.of(ALLOW, asked));
        assertSame(asked, Stricter.of(asked, ALLOW));
        assertSame(ALLOW, Stricter.of(ALLOW, ALLOW));
    }

    @Test
    void of_two_questions_to_one_group_the_one_to_more_people_is_asked_and_both_policies_are_named() {
        Judgement both = Stricter.of(ask("ops", 1), ask("ops", 2));
        assertEquals(new Decision.RequireApproval("ops", 2, 1_000), both.decision());
        assertEquals(List.of("ops1", "ops2"), both.policies());
    }

    @Test
    void questions_to_two_groups_can_be_answered_by_nobody() {
        assertEquals(
                Decision.Deny.of(ReasonCode.CONFLICTING_DEMANDS),
                Stricter.of(ask("ops", 1), ask("legal", 1)).decision());
    }
}
