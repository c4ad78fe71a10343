package org.anode.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class SharingTextTest {
    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }

    @Test
    void the_id_comes_first_and_columns_are_two_spaces_apart() {
        assertEquals("abc  Anna", SharingText.device(json("{'id':'abc','name':'Anna'}")));
        assertEquals("abc  Anna  paired", SharingText.device(json("{'id':'abc','name':'Anna','paired':true}")));
        assertEquals(
                "abc  Anna  admin  this computer",
                SharingText.person(json("{'id':'abc','name':'Anna','role':'admin','me':true,'here':true}")));
    }

    @Test
    void people_are_here_or_were_seen_or_never_came() {
        assertEquals(
                "abc  Bela  edit  here (lan), same",
                SharingText.person(
                        json("{'id':'abc','name':'Bela','role':'edit','here':true,'path':'lan','same':true}")));
        assertEquals(
                "abc  (no name)  edit  seen 5 min ago",
                SharingText.person(json("{'id':'abc','name':'','role':'edit','here':false,'lastSeenAgoMs':300000}")));
        assertEquals(
                "abc  (no name)  view  not seen yet",
                SharingText.person(json("{'id':'abc','name':'','role':'view','here':false}")));
    }

    @Test
    void roles_are_told_with_what_is_given_beside_them() {
        assertEquals(
                "abc  Bela  edit, run, host  not seen yet",
                SharingText.person(json("{'id':'abc','name':'Bela','role':'edit','flags':['run','host']}")));
    }

    @Test
    void requests_show_the_words_first() {
        assertEquals(
                "abc  oak elm fir ash  Bela  edit, host  Trees",
                SharingText.request(json("{'id':'abc','words':['oak','elm','fir','ash'],'name':'Bela','role':'edit',"
                        + "'flags':['host'],'title':'Trees'}")));
        assertEquals(
                "abc  (no words yet)  (no name)  view  Trees",
                SharingText.request(json("{'id':'abc','words':[],'name':'','role':'view','title':'Trees'}")));
    }

    @Test
    void links_say_what_they_give_to_how_many_and_for_how_long() {
        assertEquals(
                "abc  edit, host  any number  somebody is asked  for 3 h",
                SharingText.invite(
                        json(
                                "{'id':'abc','role':'edit','flags':['host'],'expiresAtSeconds':11800,'autoApprove':false}"),
                        1_000));
        assertEquals(
                "abc  view  used 1 of 3  nobody is asked  for 0 s",
                SharingText.invite(
                        json("{'id':'abc','role':'view','expiresAtSeconds':9,'autoApprove':true,'uses':3,'used':1}"),
                        1_000));
    }

    @Test
    void trust_is_told_where_somebody_spoke_of_it() {
        assertEquals(
                "abc  Bela  edit  not seen yet  trust: output",
                SharingText.person(json("{'id':'abc','name':'Bela','role':'edit','trust':'output'}")));
        assertEquals(
                "abc  Bela  edit  not seen yet",
                SharingText.person(json("{'id':'abc','name':'Bela','role':'edit','trust':'unknown'}")));
    }

    @Test
    void peers_say_how_they_are_reached_and_what_they_lack() {
        assertEquals(
                "abc  Bela  Trees  lan, behind by 3  heard 2 s ago",
                SharingText.peer(json("{'id':'abc','name':'Bela','title':'Trees','path':'lan','same':false,'behind':3,"
                        + "'heardAgoMs':2999}")));
        assertEquals(
                "abc  Bela  Trees  relay, not the same yet  heard 0 s ago",
                SharingText.peer(
                        json("{'id':'abc','name':'Bela','title':'Trees','path':'relay','same':false,'heardAgoMs':0}")));
    }

    @ParameterizedTest
    @CsvSource({"0,0 s", "119999,119 s", "120000,2 min", "7199999,119 min", "7200000,2 h", "172800000,2 days"})
    void times_are_short(long ms, String text) {
        assertEquals(text, SharingText.ago(ms));
    }
}
