package org.anode.node.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Optional;
import org.anode.schema.Bytes;

/**
 * A process on the LAN with the settings that everybody has: is in one room, says how many others are there each time that
 * changes, and what it hears; sends what stands on a line of its input to all; ends when that ends.
 */
final class LanPeer implements RoomListener {
    private int links;

    private LanPeer() {}

    /** @param args the secret of the room in hex, and the address if it is not to be the best one */
    public static void main(String[] args) throws IOException {
        var wanted = args.length > 1 ? Optional.of(args[1]) : Optional.<String>empty();
        var input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        try (var transport = LanTransport.follow(wanted, LanConfig::on);
                var room = transport.join(RoomPass.of(Bytes.hex(args[0]), 0), new LanPeer())) {
            System.out.println("listening "
                    + transport.address().orElseThrow().getAddress().getHostAddress());
            for (var line = input.readLine(); line != null; line = input.readLine()) room.broadcast(Bytes.utf8(line));
        }
    }

    @Override
    public void up(LinkId link) {
        System.out.println("links " + ++links);
    }

    @Override
    public void received(LinkId from, Bytes frame) {
        System.out.println("heard " + frame.toUtf8());
    }

    @Override
    public void gone(LinkId link) {
        System.out.println("links " + --links);
    }

    @Override
    public void resync() {
        System.out.println("resync");
    }
}
