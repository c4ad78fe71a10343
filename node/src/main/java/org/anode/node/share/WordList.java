package org.anode.node.share;

import java.util.List;

/**
 * A word for each byte: short, common in English, and no two easily mixed up when read aloud. It is the same everywhere
 * and never changes: two programs with different lists show different words.
 */
final class WordList {
    private static final List<String> WORDS = List.of("""
            acorn alarm almond amber anchor angle apron artist atlas autumn avenue badge balcony bamboo banana banjo
            barrel basket beacon beard beaver bicycle biscuit blizzard bonfire border bottle bracelet bronze bubble buffalo butter
            cabin cactus camel canoe carpet castle cedar cello cement chalk cherry chess chicken chimney cinema clarinet
            clover cobalt coconut coffee compass copper cotton cousin cradle crayon crown crystal cushion daisy dancer decade
            dentist desert diamond diary dimple dolphin donkey drawer drum early echo elbow elephant elevator emerald empire
            engine envelope evening fabric farmer feather fence fiddle finger fjord flamingo flute forest fossil freckle freezer
            friday frog galaxy garden garlic gazelle giraffe glacier goblet gondola gorilla grape guitar hammock harbor harvest
            hedgehog helmet hippo horizon hotel igloo indigo insect island ivory jaguar jasmine jewel jigsaw juggler kangaroo
            kayak kernel kidney kitchen kiwi koala ladder lagoon lantern laptop lavender legend leopard lettuce library lilac
            lobster locket lotus lunch magnet magpie mammoth marble meadow mermaid meteor mirror mitten mosaic muffin mulberry
            museum mustard napkin needle nickel nugget nutmeg oasis oatmeal ocean octopus olive onion opera orange orbit
            orchid ostrich oxygen palace panda paper parrot parsley peach peanut pelican penguin piano picnic pigeon pillow
            pirate poem polar poppy potato prairie pumpkin puppet purple pyramid quartz quilt quiver rabbit raccoon radio
            rainbow raven robot sailor salad sapling saturn scarf school scissors seagull shelter silver sketch sofa spider
            spinach squirrel statue summer sunset swan teapot thimble thunder tractor trumpet tulip tunnel turkey umbrella unicorn
            upward vanilla village vinegar violin volcano vulture waffle walnut wedding whisper window wizard wombat yogurt zebra
            """.strip().split("\\s+"));

    private WordList() {}

    /** All of them, by the byte they stand for. */
    static List<String> all() {
        return WORDS;
    }

    static String of(byte value) {
        return WORDS.get(Byte.toUnsignedInt(value));
    }
}
