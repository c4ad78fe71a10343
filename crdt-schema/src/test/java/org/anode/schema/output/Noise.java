package org.anode.schema.output;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Texts no program should write. */
final class Noise {
    private static final String[] PARTS = {
        "\u001b[",
        "\u001b",
        "\u001b]",
        "\u001b\\",
        "9999",
        "A",
        "B",
        "C",
        "D",
        "H",
        "J",
        "K",
        "P",
        "@",
        "X",
        "m",
        "s",
        "u",
        "\r",
        "\n",
        "\b",
        "\u0007",
        ";",
        "38;2;",
        "48;5;",
        "?",
        "\ud83d",
        "\ude00",
        "text",
        "\u001b[2J",
        "\u001b[1;31m",
        "\u001b[999999999999999999C",
        "\u001b[;H",
        "\u001bc",
        "\u001b[0"
    };

    private Noise() {}

    static String text(Random random) {
        if (random.nextInt(3) == 0) {
            var bytes = new byte[random.nextInt(2_000)];
            random.nextBytes(bytes);
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        var text = new StringBuilder();
        for (int i = random.nextInt(200); i > 0; i--) text.append(PARTS[random.nextInt(PARTS.length)]);
        return text.toString();
    }
}
