package dev.sallyport.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Time and chance come in from outside. */
class ForbiddenCallsTest {

    @Test
    void onlyTheOutermostModulesAskTheMachineForTimeOrChance() {
        assertEquals(List.of(), ForbiddenCalls.in(Classes.ours(), Classes.BASE));
    }

    @Test
    void eachPlantedCall_isFound_andNoneOfTheRightOnes() {
        List<String> found = ForbiddenCalls.in(Classes.planted(), Classes.PLANTED_BASE);
        List<String> calls = List.of(
                "Clock.systemUTC",
                "Instant.now",
                "LocalDate.now",
                "Math.random",
                "Random.<init>",
                "SecureRandom.<init>",
                "System.currentTimeMillis",
                "System.nanoTime",
                "UUID.randomUUID");
        assertEquals(
                calls.stream()
                        .map(call -> Classes.PLANTED_BASE + "gate.Clocked calls " + call)
                        .toList(),
                found);
        assertTrue(found.stream().noneMatch(line -> line.contains("none")));
    }
}
